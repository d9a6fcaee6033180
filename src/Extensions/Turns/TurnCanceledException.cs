namespace OpenCode.Turns;

/// <summary>A turn was cancelled by its token, and has been aborted on the server.</summary>
public sealed class TurnCanceledException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="result">What the turn has come to.</param>
    /// <param name="token">The token that cancelled it.</param>
    public TurnCanceledException(TurnResult result, CancellationToken token)
        : base($"The turn in session {result?.SessionId} was cancelled.", token) => Result = result!;

    /// <summary>What was produced before.</summary>
    public TurnResult Result { get; }
}
