using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Prompts;

/// <summary>A prompt as somebody has typed it.</summary>
/// <param name="Text">What the agent shall do.</param>
internal sealed record PromptOrder(string Text)
{
    /// <summary>The agent; null for the session's or the server's.</summary>
    public string? Agent { get; init; }

    /// <summary>The model, as <c>provider/model</c>; null for the usual one.</summary>
    public string? Model { get; init; }

    public string? Variant { get; init; }

    /// <summary>Files that go along.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>How long it may take in all; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>How much money it may cost in all, in US dollars; null for no limit.</summary>
    public decimal? Budget { get; init; }

    /// <summary>A file with a JSON Schema that the answer has to fit; null for any text.</summary>
    public string? SchemaFile { get; init; }

    /// <summary>Whether everything is permitted that no rule denies.</summary>
    public bool Auto { get; init; }

    /// <summary>Whether permissions and questions are left to somebody else.</summary>
    public bool Leave { get; init; }

    /// <summary>Rules for permissions; the first one that fits decides.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}

/// <summary>A prompt, and where it goes.</summary>
/// <param name="Prompt">The prompt.</param>
internal sealed record SendOrder(PromptOrder Prompt)
{
    public string? Server { get; init; }

    /// <summary>The session; null for a new one.</summary>
    public string? Session { get; init; }

    /// <summary>Several servers or sessions, in place of one.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The title of a new session.</summary>
    public string? Title { get; init; }

    /// <summary>Whom to tell of the end.</summary>
    public IReadOnlyList<string> Notify { get; init; } = [];
}

/// <summary>A prompt, and the server that is started for it.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Server">The server.</param>
internal sealed record RunOrder(PromptOrder Prompt, StartRequest Server)
{
    /// <summary>The title of the session.</summary>
    public string? Title { get; init; }

    /// <summary>Whether the server goes on afterwards.</summary>
    public bool Keep { get; init; }

    /// <summary>Whom to tell of the end.</summary>
    public IReadOnlyList<string> Notify { get; init; } = [];
}
