using OpenCode.Models;

namespace OpenCode.Turns;

/// <summary>Why a turn is over.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Error">What went wrong, in words.</param>
/// <param name="Detail">The error as the server reported it.</param>
internal sealed record TurnEnd(TurnOutcome Outcome, string? Error = null, AssistantMessageError? Detail = null)
{
    /// <summary>Reads the end out of the last step.</summary>
    /// <param name="step">A step that finished its turn.</param>
    /// <param name="stop">Why this client has aborted the turn; null when it has not.</param>
    public static TurnEnd Of(AssistantMessage step, TurnEnd? stop) => step switch
    {
        { Error: MessageAbortedError aborted } => stop ?? new TurnEnd(TurnOutcome.Aborted, aborted.ErrorMessage ?? "The turn was aborted.", aborted),
        { Error: MessageOutputLengthError cut }
            => new TurnEnd(TurnOutcome.LengthLimit, cut.ErrorMessage ?? "The model reached its limit of output tokens.", cut),
        { Error: { } error } => new TurnEnd(TurnOutcome.ModelError, TextOf(error), error),
        { Finish: "length" } => new TurnEnd(TurnOutcome.LengthLimit, "The model reached its limit of output tokens."),
        _ => new TurnEnd(TurnOutcome.Completed),
    };

    /// <summary>An error in words.</summary>
    public static string TextOf(AssistantMessageError error) => error.ErrorMessage ?? error.ErrorName ?? error.Name;
}
