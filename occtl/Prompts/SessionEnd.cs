using System.Text.Json;
using OpenCode.Ctl.Servers;
using OpenCode.Models;
using OpenCode.Turns;

namespace OpenCode.Ctl.Prompts;

/// <summary>How a turn has ended that nobody followed, as its last message shows.</summary>
/// <param name="Outcome">The same words as of a turn that was followed.</param>
/// <param name="Text">A sentence.</param>
internal sealed record SessionEnd(string Outcome, string Text)
{
    public static SessionEnd Unreachable(string text) => new(Name(TurnOutcome.ServerGone), text);

    /// <summary>The end of the turn of an idle session.</summary>
    /// <param name="newest">Its newest message.</param>
    /// <param name="permissions">The calls of tools that a permission was asked for.</param>
    /// <param name="questions">The calls of tools that asked a question.</param>
    public static SessionEnd Of(MessageWithParts? newest, IReadOnlySet<string> permissions, IReadOnlySet<string> questions)
    {
        if (newest?.Info is not AssistantMessage answer) return Unreachable("The server has taken the prompt, and has not begun to work on it.");
        if (!LastMessage.EndsTurn(newest))
        {
            ToolPart[] failed = [.. newest.Parts.OfType<ToolPart>().Where(static p => p.State is ToolStateError)];
            if (failed.Any(p => permissions.Contains(p.CallId))) return new SessionEnd(Name(TurnOutcome.PermissionRefused), "A permission was refused.");
            if (failed.Any(p => questions.Contains(p.CallId))) return new SessionEnd(Name(TurnOutcome.QuestionUnanswered), "A question was dismissed.");
            return new SessionEnd(Name(TurnOutcome.Aborted), "The agent stopped without finishing: somebody aborted it.");
        }

        return answer switch
        {
            { Error: MessageAbortedError } => new SessionEnd(Name(TurnOutcome.Aborted), "The turn was aborted."),
            { Error: MessageOutputLengthError } or { Error: null, Finish: "length" }
                => new SessionEnd(Name(TurnOutcome.LengthLimit), "The model reached its limit of output tokens."),
            { Error: { } error } => new SessionEnd(Name(TurnOutcome.ModelError), error.ErrorMessage ?? error.ErrorName ?? error.Name),
            _ => new SessionEnd(Name(TurnOutcome.Completed), "The turn is complete."),
        };
    }

    private static string Name(TurnOutcome outcome) => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());
}
