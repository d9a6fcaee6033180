namespace OpenCode.Pact;

/// <summary>The Pact core refused something.</summary>
/// <param name="message">What, and for which interaction.</param>
/// <param name="innerException">What it comes from; null when the core itself refused.</param>
public sealed class PactCoreException(string message, Exception? innerException = null) : Exception(message, innerException);
