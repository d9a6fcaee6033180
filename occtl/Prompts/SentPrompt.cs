using System.Text.Json.Nodes;

namespace OpenCode.Ctl.Prompts;

/// <summary>What became of a prompt for one of several targets.</summary>
/// <param name="Target">The target, as it was named.</param>
/// <param name="ExitCode">The exit code of a command that sends this one alone.</param>
internal sealed record SentPrompt(string Target, int ExitCode)
{
    /// <summary>The server and the session; null when it was not sent.</summary>
    public Sessions.SessionPlace? Place { get; init; }

    /// <summary>What it has come to; null when nobody waited, or it failed.</summary>
    public PromptOutcome? Outcome { get; init; }

    /// <summary>Why it could not be sent, or has no outcome; null when it has one.</summary>
    public string? Error { get; init; }

    public JsonObject ToJson() => Outcome?.ToJson() ?? new JsonObject
    {
        ["target"] = Target,
        ["server"] = Place?.Server,
        ["session"] = Place?.Session,
        ["error"] = Error,
    };
}
