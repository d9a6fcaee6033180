using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Notifications;
using OpenCode.Turns;

namespace OpenCode.Ctl.Prompts;

/// <summary>What a prompt has come to.</summary>
/// <param name="Server">The server's id.</param>
/// <param name="Result">The last turn.</param>
/// <param name="Usage">What all turns cost.</param>
internal sealed record PromptOutcome(string Server, TurnResult Result, TurnUsage Usage)
{
    /// <summary>The value that was asked for by a schema.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Why the answer does not fit the schema; null when it does, or none was given.</summary>
    public string? SchemaProblem { get; init; }

    /// <summary>Whether the time limit ended it.</summary>
    public bool IsTimedOut { get; init; }

    /// <summary>Whether its budget was used up before the answer fitted the schema.</summary>
    public bool IsTooDear { get; init; }

    /// <summary>What it waits for on the server, as <c>waiting_permission</c>; null when it is over.</summary>
    public string? Waits { get; init; }

    /// <summary>How it ended, as scripts read it.</summary>
    public string Outcome
        => Waits ?? JsonNamingPolicy.SnakeCaseLower.ConvertName((IsTimedOut || IsTooDear ? TurnOutcome.BudgetExceeded : Result.Outcome).ToString());

    /// <summary>The exit code of a command that sent it.</summary>
    public int ExitCode => Waits is not null ? ExitCodes.Waits
        : IsTimedOut ? ExitCodes.TimedOut
        : Result.IsCompleted && SchemaProblem is null ? ExitCodes.Success : ExitCodes.Failed;

    /// <summary>What somebody is told who does not watch.</summary>
    public Notification ToNotification() => new(
        Waits ?? "turn_ended", Server, Result.SessionId,
        ExitCode == ExitCodes.Success ? "The turn is complete." : SchemaProblem ?? Result.Error ?? "The turn did not complete.")
    {
        Outcome = Outcome,
    };

    public JsonObject ToJson() => new()
    {
        ["server"] = Server,
        ["session"] = Result.SessionId,
        ["prompt"] = Result.PromptId,
        ["outcome"] = Outcome,
        ["text"] = Result.Text,
        ["value"] = Value is { } value ? JsonNode.Parse(value.GetRawText()) : null,
        ["error"] = SchemaProblem ?? Result.Error,
        ["model"] = Result.Message is { } message ? $"{message.ProviderId}/{message.ModelId}" : null,
        ["agent"] = Result.Message?.Agent,
        ["seconds"] = Math.Round(Result.Duration.TotalSeconds, 3),
        ["tokens"] = new JsonObject
        {
            ["input"] = Usage.InputTokens,
            ["output"] = Usage.OutputTokens,
            ["reasoning"] = Usage.ReasoningTokens,
            ["cache_read"] = Usage.CacheReadTokens,
            ["cache_write"] = Usage.CacheWriteTokens,
            ["total"] = Usage.TotalTokens,
        },
        ["cost"] = Usage.Cost,
        ["files"] = new JsonArray([.. Result.Diff.Select(static d => (JsonNode)new JsonObject { ["file"] = d.File, ["additions"] = d.Additions,
            ["deletions"] = d.Deletions })]),
    };
}
