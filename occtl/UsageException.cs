namespace OpenCode.Ctl;

/// <summary>The command line asks for something that cannot be.</summary>
internal sealed class UsageException(string message) : Exception(message);
