using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenCode.Ctl.Bench.Results;

/// <summary>What a run came to: a line of the results.</summary>
internal sealed record RunResult
{
    public required string Run { get; init; }

    /// <summary>The model's name in reports.</summary>
    public required string Model { get; init; }

    public required string Task { get; init; }

    public required int Repeat { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public string? Server { get; init; }

    public string? Session { get; init; }

    public required string Outcome { get; init; }

    public string? Error { get; init; }

    /// <summary>From the prompt to the first text, thought or tool call; null when there was none.</summary>
    public double? FirstTokenSeconds { get; init; }

    /// <summary>From the prompt to the end of the turn; null when the model was not asked.</summary>
    public double? TotalSeconds { get; init; }

    public RunTokens Tokens { get; init; }

    /// <summary>In US dollars, sub-agents included.</summary>
    public decimal Money { get; init; }

    public IReadOnlyList<RunFile> Files { get; init; } = [];

    public IReadOnlyList<RunCheck> Checks { get; init; } = [];

    /// <summary>Whether the turn completed and all checks passed.</summary>
    public bool Passed => Outcome == RunOutcome.Completed && Checks.All(static c => c.ExitCode == 0);

    public JsonObject ToJson() => new()
    {
        ["run"] = Run,
        ["model"] = Model,
        ["task"] = Task,
        ["repeat"] = Repeat,
        ["started_at"] = StartedAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        ["server"] = Server,
        ["session"] = Session,
        ["outcome"] = Outcome,
        ["error"] = Error,
        ["passed"] = Passed,
        ["first_token_seconds"] = Rounded(FirstTokenSeconds),
        ["total_seconds"] = Rounded(TotalSeconds),
        ["tokens"] = new JsonObject
        {
            ["input"] = Tokens.Input,
            ["output"] = Tokens.Output,
            ["reasoning"] = Tokens.Reasoning,
            ["cache_read"] = Tokens.CacheRead,
            ["cache_write"] = Tokens.CacheWrite,
            ["total"] = Tokens.Total,
        },
        ["money"] = Money,
        ["files"] = new JsonArray([.. Files.Select(static f => f.ToJson())]),
        ["checks"] = new JsonArray([.. Checks.Select(static c => c.ToJson())]),
    };

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is no result.</exception>
    public static RunResult FromJson(JsonObject json)
    {
        try
        {
            JsonObject tokens = (JsonObject)json["tokens"]!;
            return new RunResult
            {
                Run = json["run"]!.GetValue<string>(),
                Model = json["model"]!.GetValue<string>(),
                Task = json["task"]!.GetValue<string>(),
                Repeat = json["repeat"]!.GetValue<int>(),
                StartedAt = DateTimeOffset.Parse(json["started_at"]!.GetValue<string>(), CultureInfo.InvariantCulture),
                Server = json["server"]?.GetValue<string>(),
                Session = json["session"]?.GetValue<string>(),
                Outcome = json["outcome"]!.GetValue<string>(),
                Error = json["error"]?.GetValue<string>(),
                FirstTokenSeconds = json["first_token_seconds"]?.GetValue<double>(),
                TotalSeconds = json["total_seconds"]?.GetValue<double>(),
                Tokens = new RunTokens(Count("input"), Count("output"), Count("reasoning"), Count("cache_read"), Count("cache_write")),
                Money = json["money"]!.GetValue<decimal>(),
                Files = [.. json["files"]!.AsArray().Select(static f => RunFile.FromJson(f!))],
                Checks = [.. json["checks"]!.AsArray().Select(static c => RunCheck.FromJson(c!))],
            };

            long Count(string name) => tokens[name]!.GetValue<long>();
        }
        catch (Exception exception) when (exception is NullReferenceException or InvalidOperationException or InvalidCastException)
        {
            throw new FormatException("A member is missing, or of another kind.", exception);
        }
    }

    private static double? Rounded(double? seconds) => seconds is { } value ? Math.Round(value, 3) : null;
}

/// <summary>Tokens by kind, as the server counts them: those from the cache are not among the input.</summary>
internal readonly record struct RunTokens(long Input, long Output, long Reasoning, long CacheRead, long CacheWrite)
{
    public long Total => Input + Output + Reasoning + CacheRead + CacheWrite;
}

/// <summary>A file that a run changed.</summary>
internal sealed record RunFile(string Path, int Additions, int Deletions)
{
    public static RunFile FromJson(JsonNode json)
        => new(json["path"]!.GetValue<string>(), json["additions"]!.GetValue<int>(), json["deletions"]!.GetValue<int>());

    public JsonObject ToJson() => new() { ["path"] = Path, ["additions"] = Additions, ["deletions"] = Deletions };
}

/// <summary>A check, and how it ended: null for one that took too long.</summary>
internal sealed record RunCheck(string Command, int? ExitCode, string LastLines)
{
    public static RunCheck FromJson(JsonNode json)
        => new(json["command"]!.GetValue<string>(), json["exit_code"]?.GetValue<int>(), json["last_lines"]!.GetValue<string>());

    public JsonObject ToJson() => new() { ["command"] = Command, ["exit_code"] = ExitCode, ["last_lines"] = LastLines };
}
