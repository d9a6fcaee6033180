namespace OpenCode.Verification.Contract.Events;

/// <summary>Every event of the pacts.</summary>
internal static class EventInteractions
{
    // Events whose content is a union: one interaction for every variant that a scripted session provokes.
    private static readonly Dictionary<string, Variant[]> _variants = new()
    {
        ["message.updated"] = [new("info/role", "user", "/info", "UserMessage"), new("info/role", "assistant", "/info", "AssistantMessage")],
        ["message.part.updated"] =
        [
            new("part/type", "text", "/part", "TextPart"),
            new("part/type", "reasoning", "/part", "ReasoningPart"),
            new("part/state/status", "pending", "/part", "ToolPart", "/part/state", "ToolStatePending"),
            new("part/state/status", "running", "/part", "ToolPart", "/part/state", "ToolStateRunning"),
            new("part/state/status", "completed", "/part", "ToolPart", "/part/state", "ToolStateCompleted"),
            new("part/state/status", "error", "/part", "ToolPart", "/part/state", "ToolStateError"),
            new("part/type", "step-start", "/part", "StepStartPart"),
            new("part/type", "step-finish", "/part", "StepFinishPart"),
            new("part/type", "patch", "/part", "PatchPart"),
            new("part/type", "file", "/part", "FilePart"),
            new("part/type", "agent", "/part", "AgentPart"),
            new("part/type", "subtask", "/part", "SubtaskPart"),
            new("part/type", "compaction", "/part", "CompactionPart"),
        ],
        ["session.status"] = [new("status/type", "busy", "/status", "SessionStatusBusy"), new("status/type", "idle", "/status", "SessionStatusIdle"),
            new("status/type", "retry", "/status", "SessionStatusRetry")],
    };

    public static IReadOnlyList<EventInteraction> List { get; } =
    [
        .. ProvokedEvents.OfTheProject.SelectMany(static t => Of("event.subscribe", t)),
        .. ProvokedEvents.OfTheProject.SelectMany(static t => Of("global.event", t)),
        .. ProvokedEvents.OfTheServer.SelectMany(static t => Of("global.event", t)),
        .. ProvokedEvents.OfTheSecondApi.SelectMany(static t => Of("v2.event.subscribe", t)),
        .. ProvokedEvents.OfASession.SelectMany(static t => Of("v2.session.events", t)),
    ];

    private static IEnumerable<EventInteraction> Of(string stream, string type)
    {
        // The type of an event inside another ends in its version: sync:message.updated.1.
        string plain = type.StartsWith("sync:", StringComparison.Ordinal) ? type[5..type.LastIndexOf('.')] : type;
        if (!_variants.TryGetValue(plain, out Variant[]? variants)) return [new EventInteraction(stream, type)];

        // The stream of the second API ends on every turn of the first: which parts of one it still sends is chance, but for the user's text.
        if (stream == "v2.event.subscribe" && type == "message.part.updated") variants = variants[..1];
        return variants.Select(v => new EventInteraction(stream, type) { Where = v.Where, Is = v.Is, Choose = v.Choose });
    }

    /// <param name="Where">The place of the text that tells variants apart.</param>
    /// <param name="Is">The text.</param>
    /// <param name="Choices">Places of unions and their variants, in turn.</param>
    private sealed record Variant(string Where, string Is, params string[] Choices)
    {
        public Dictionary<string, string> Choose => Choices.Chunk(2).ToDictionary(static c => c[0], static c => c[1]);
    }
}
