namespace OpenCode.Turns;

/// <summary>A turn ended in a way that is not wanted; see <see cref="TurnOptions.ThrowOn"/>.</summary>
public sealed class TurnFailedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="result">What the turn has come to.</param>
    public TurnFailedException(TurnResult result)
        : base(Describe(result)) => Result = result;

    /// <summary>What the turn has come to: the outcome, and what was produced so far.</summary>
    public TurnResult Result { get; }

    private static string Describe(TurnResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return $"The turn in session {result.SessionId} ended as {result.Outcome}{(result.Error is null ? "." : $": {result.Error}")}";
    }
}
