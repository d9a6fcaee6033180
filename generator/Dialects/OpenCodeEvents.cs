namespace OpenCodeGen.Dialects;

/// <summary>What OpenCode's events have in common although their document does not say so.</summary>
public static class OpenCodeEvents
{
    /// <summary>Where an event carries what happened: in the first API, in the second one, and in what servers exchange.</summary>
    private static readonly string[][] Payloads = [["properties"], ["data"], ["syncEvent", "data"]];

    /// <summary>The session of an event. Older releases tell it only inside of what has changed.</summary>
    public static EventMember Session { get; } = new(
        "SessionId",
        "The id of the session that the event belongs to; null for an event that belongs to none.",
        [
            new EventMemberPath(["sessionID"]),
            .. Payloads.Select(static p => new EventMemberPath([.. p, "sessionID"])),
            .. Payloads.Select(static p => new EventMemberPath([.. p, "info", "sessionID"])),
            .. Payloads.Select(static p => new EventMemberPath([.. p, "part", "sessionID"])),
            .. Payloads.Select(static p => new EventMemberPath([.. p, "info", "id"], Holder: "Session", Prefix: "ses")),
        ]);

    /// <summary>Every such member.</summary>
    public static IReadOnlyList<EventMember> All { get; } = [Session];
}
