using System.Text.Json.Serialization;
using OpenCode.Turns;

namespace CiJobSample;

/// <summary>The result, as <c>--json</c> prints it.</summary>
/// <param name="Outcome">How the turn ended: <c>Completed</c> and so on.</param>
/// <param name="Error">What went wrong; null when nothing did.</param>
/// <param name="Text">The answer.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Tokens">Tokens of all kinds.</param>
/// <param name="Cost">US dollars.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Files">The changed files.</param>
/// <param name="Diff">Their patches; null without <c>--diff</c>.</param>
internal sealed record JobReport(
    string Outcome, string? Error, string Text, string SessionId, long Tokens, decimal Cost, double Seconds, IReadOnlyList<string> Files, string? Diff)
{
    public static JobReport Of(TurnResult result, bool hasDiff) => new(
        result.Outcome.ToString(),
        result.Error,
        result.Text,
        result.SessionId,
        result.Usage.TotalTokens,
        result.Usage.Cost,
        Math.Round(result.Duration.TotalSeconds, 1),
        [.. result.Diff.Select(static d => d.File).OfType<string>()],
        hasDiff ? string.Concat(result.Diff.Select(static d => d.Patch)) : null);
}

/// <summary>Writes the report.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JobReport))]
internal sealed partial class JobReportJson : JsonSerializerContext;
