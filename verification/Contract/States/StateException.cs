namespace OpenCode.Verification.Contract.States;

/// <summary>A state could not be set up.</summary>
/// <param name="message">What is missing.</param>
internal sealed class StateException(string message) : Exception(message);
