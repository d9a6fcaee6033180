using System.Text.Json.Nodes;

namespace OpenCode.Ctl.Notifications;

/// <summary>Something that somebody wants to know who does not watch.</summary>
/// <param name="Kind"><c>turn_ended</c>, <c>waiting_permission</c>, <c>waiting_question</c>, <c>idle</c> or <c>gave_up</c>.</param>
/// <param name="Server">The server's id.</param>
/// <param name="Session">The session.</param>
/// <param name="Text">A sentence for people.</param>
internal sealed record Notification(string Kind, string Server, string Session, string Text)
{
    public string? Outcome { get; init; }

    public JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["server"] = Server,
        ["session"] = Session,
        ["outcome"] = Outcome,
        ["text"] = Text,
    };
}
