namespace OpenCode.Pact;

/// <summary>The Pact core refused something.</summary>
/// <param name="message">What, and for which interaction.</param>
public sealed class PactCoreException(string message) : Exception(message);
