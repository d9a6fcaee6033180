using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Prompts;

namespace OpenCode.Ctl.Notifications;

/// <summary>Something that somebody wants to know who does not watch.</summary>
/// <param name="Kind"><c>turn_ended</c>, <c>waiting_permission</c>, <c>waiting_question</c> or <c>idle</c>.</param>
/// <param name="Server">The server's id.</param>
/// <param name="Session">The session.</param>
/// <param name="Text">A sentence for people.</param>
internal sealed record Notification(string Kind, string Server, string Session, string Text)
{
    public string? Outcome { get; init; }

    public static Notification Of(PromptOutcome outcome) => new(
        "turn_ended", outcome.Server, outcome.Result.SessionId,
        outcome.ExitCode == ExitCodes.Success ? "The turn is complete." : outcome.SchemaProblem ?? outcome.Result.Error ?? "The turn did not complete.")
    {
        Outcome = JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.Result.Outcome.ToString()),
    };

    public JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["server"] = Server,
        ["session"] = Session,
        ["outcome"] = Outcome,
        ["text"] = Text,
    };
}
