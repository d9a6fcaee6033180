namespace OpenCode.Fuzz;

/// <summary>Something did what it should not do with an input.</summary>
/// <param name="message">What it did.</param>
public sealed class FuzzException(string message) : Exception(message);
