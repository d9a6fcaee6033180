using OpenCode.Core;

namespace OpenCode.Contract.Tests.Live;

/// <summary>A place where release 1.18.33 answers something else than its own spec promises.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Pointer">The place: a JSON pointer with <c>*</c> for a list's index.</param>
/// <param name="Kind">What differs.</param>
/// <param name="Reason">What the server does.</param>
internal sealed record KnownDrift(string OperationId, string Pointer, JsonDriftKind Kind, string Reason)
{
    private const string NoReply = "A prompt with noReply answers the user's message where the spec has the assistant's.";
    private const string IsoTime = "The times of session.next.* events are ISO 8601 texts in the first API, numbers in the second.";
    private const string Heartbeat = "server.heartbeat, every ten seconds, is in no union of the spec.";

    /// <summary>Whether it is always there; otherwise only when an event happens to come in time.</summary>
    public bool IsConstant { get; init; } = true;

    /// <summary>Every one of them. A test fails when one disappears, and when another appears.</summary>
    public static IReadOnlyList<KnownDrift> All { get; } =
    [
        new("command.list", "/*/template", JsonDriftKind.WrongType, "The template of a context server's prompt is an empty object."),

        new("session.prompt", "/info/cost", JsonDriftKind.MissingProperty, NoReply),
        new("session.prompt", "/info/mode", JsonDriftKind.MissingProperty, NoReply),
        new("session.prompt", "/info/modelID", JsonDriftKind.MissingProperty, NoReply),
        new("session.prompt", "/info/parentID", JsonDriftKind.MissingProperty, NoReply),
        new("session.prompt", "/info/path", JsonDriftKind.MissingProperty, NoReply),
        new("session.prompt", "/info/providerID", JsonDriftKind.MissingProperty, NoReply),
        new("session.prompt", "/info/role", JsonDriftKind.WrongConstant, NoReply),
        new("session.prompt", "/info/tokens", JsonDriftKind.MissingProperty, NoReply),

        new("event.subscribe", "/properties/timestamp", JsonDriftKind.WrongType, IsoTime),
        new("event.subscribe", "", JsonDriftKind.UnknownVariant, Heartbeat) { IsConstant = false },
        new("global.event", "/directory", JsonDriftKind.MissingProperty, "server.connected and heartbeats belong to no directory."),
        new("global.event", "/payload/properties/timestamp", JsonDriftKind.WrongType, IsoTime),
        new("global.event", "/payload/syncEvent/data/timestamp", JsonDriftKind.WrongType, IsoTime),
        new("global.event", "/payload", JsonDriftKind.UnknownVariant, Heartbeat) { IsConstant = false },
    ];

    public static IEnumerable<KnownDrift> Of(string operationId) => All.Where(d => d.OperationId == operationId);

    /// <summary>A place and a kind as text; indexes of lists become <c>*</c>.</summary>
    public static string Describe(string pointer, JsonDriftKind kind) =>
        $"{string.Join('/', pointer.Split('/').Select(static s => s.Length > 0 && s.All(char.IsAsciiDigit) ? "*" : s))} {kind}";

    /// <inheritdoc/>
    public override string ToString() => Describe(Pointer, Kind);
}
