namespace OpenCode.Turns;

/// <summary>An agent did not give a value of the type that was asked for, as often as it was told.</summary>
public sealed class StructuredOutputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problem">What is wrong with the last response.</param>
    /// <param name="attempts">How often the agent was asked.</param>
    /// <param name="result">The last turn; its text is what came instead.</param>
    public StructuredOutputException(string problem, int attempts, TurnResult result)
        : base($"The agent was asked {attempts} times, and its last response is not what was asked for: {problem}") => Result = result;

    /// <summary>The last turn; its text is what came instead.</summary>
    public TurnResult Result { get; }
}
