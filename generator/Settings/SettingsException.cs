namespace OpenCodeGen.Settings;

/// <summary>Settings from which no client can be made; the message is one sentence that begins in lower case and says what to do.</summary>
public sealed class SettingsException(string message) : Exception(message);
