using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenCode.Verification;

/// <summary>Compares the traffic in a HAR file with the spec: what <c>opencodegen check-traffic</c> does.</summary>
public sealed record CheckTrafficRun
{
    /// <summary>Nothing differs but what is known.</summary>
    public const int Held = 0;

    /// <summary>Something differs.</summary>
    public const int Drifted = 1;

    /// <summary>The file cannot be read, or the report not be written.</summary>
    public const int FilesFailed = 101;

    /// <summary>The HAR file.</summary>
    public required FileInfo File { get; init; }

    /// <summary>Where the server is; null to find out.</summary>
    public Uri? Base { get; init; }

    /// <summary>Receives the result as JSON; null for none.</summary>
    public FileInfo? Json { get; init; }

    /// <summary>Runs.</summary>
    /// <param name="messages">Receives one line for each difference, and a last line with the counts.</param>
    /// <param name="errors">Receives one sentence when something is wrong.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(TextWriter messages, TextWriter errors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            if (Json is not null && string.Equals(Json.FullName, File.FullName, StringComparison.OrdinalIgnoreCase))
                throw new FormatException($"'{Json.FullName}' is the recording itself; the result would replace it. Give --json another file.");
            if (Directory.Exists(File.FullName))
                throw new FormatException($"'{File.FullName}' is a folder; give a HAR file.");
            var check = new ConformanceCheck();
            HarSummary summary = await HarFile.ReadAsync(File.FullName, Base, e => check.Add(e), cancellationToken);
            IReadOnlyList<Drift> drifts = check.Results;
            if (summary.Exchanges == 0)
            {
                await WriteJsonAsync(check, summary, cancellationToken);
                await errors.WriteLineAsync($"'{File.FullName}' has {Number(summary.Entries, "entry", "entries")}, and none is an answered request to an operation of OpenCode{(Base is null ? "; pass where the server is with --base" : $" below {Base.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}")}.");
                return FilesFailed;
            }

            foreach (Drift drift in drifts)
                await messages.WriteLineAsync(drift.KnownReason is null ? drift.ToString() : $"{drift} (known: {drift.KnownReason})");
            await messages.WriteLineAsync(Counts(check, summary, drifts));

            // Last: what was found has been told when this fails.
            await WriteJsonAsync(check, summary, cancellationToken);
            return drifts.Any(static d => d.KnownReason is null) ? Drifted : Held;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            await errors.WriteLineAsync(e is FileNotFoundException or DirectoryNotFoundException ? $"There is no file at '{File.FullName}'." : e.Message);
            return FilesFailed;
        }
    }

    private static string Counts(ConformanceCheck check, HarSummary summary, IReadOnlyList<Drift> drifts)
    {
        int known = drifts.Count(static d => d.KnownReason is not null);
        int passed = summary.Entries - summary.Exchanges;
        return $"{Number(check.Answers, "answer", "answers")} and {Number(check.Events, "event", "events")} checked"
            + (passed == 0 ? "" : $", {Number(passed, "entry", "entries")} passed over ({summary.OtherHosts} of other servers, {summary.OtherPaths} of other paths, {summary.Unanswered} without an answer)")
            + (drifts.Count == 0 ? ": no difference." : $": {Number(drifts.Count, "difference", "differences")}, {known} of them known.");
    }

    private static string Number(int count, string one, string several) => $"{count} {(count == 1 ? one : several)}";

    private async Task WriteJsonAsync(ConformanceCheck check, HarSummary summary, CancellationToken cancellationToken)
    {
        if (Json is null) return;
        try
        {
            Directory.CreateDirectory(Json.DirectoryName!);
            await using FileStream file = Json.Create();
            await JsonSerializer.SerializeAsync(
                file, new TrafficReport(summary, check.Answers, check.Events, check.Results), TrafficJson.Default.TrafficReport, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without its kind: a missing folder of the report is not a missing recording.
            throw new IOException($"'{Json.FullName}' could not be written: {e.Message}", e);
        }
    }
}

/// <summary>The result as JSON.</summary>
internal sealed record TrafficReport(HarSummary File, int Answers, int Events, IReadOnlyList<Drift> Drifts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrafficReport))]
internal sealed partial class TrafficJson : JsonSerializerContext;
