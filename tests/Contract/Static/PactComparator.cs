using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Workbench;

namespace OpenCode.Contract.Tests.Static;

/// <summary>Runs the comparator of pacts and OpenAPI documents, which is a program for Node.js.</summary>
/// <remarks>
/// It looks at the examples of requests, not at their rules and not at messages. In a response it sees what the spec does not have or has
/// otherwise, but not that a required property became optional: it takes every property for optional there. A request that is answered with
/// an error is not looked at, except for its path.
/// </remarks>
internal sealed class PactComparator
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    /// <summary>The program that runs it.</summary>
    public string Node { get; init; } = "node";

    /// <summary>What to run.</summary>
    public string Script { get; init; } = Path.Combine(Clone.Root, "tests", "Contract", "Static", "compare.mjs");

    /// <summary>How long it may take; about three seconds for everything.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Compares pacts with a spec.</summary>
    /// <returns>Where they disagree, a failed choice once.</returns>
    public async Task<IReadOnlyList<Disagreement>> CompareAsync(JsonNode spec, IReadOnlyList<CommittedPact> pacts, CancellationToken cancellationToken)
    {
        var list = new JsonArray([.. pacts.Select(static p => new JsonObject { ["file"] = p.File, ["pact"] = p.Content.DeepClone() })]);
        var input = new JsonObject { ["spec"] = spec.DeepClone(), ["pacts"] = list };
        string output = await RunAsync(input.ToJsonString(), cancellationToken);
        try
        {
            List<Disagreement> found = JsonSerializer.Deserialize<List<Disagreement>>(output, _json) ?? [];
            return FailedChoices.Gather([.. found.Select(static d => d with { Place = WithoutRoot(d.Place), Location = WithoutRoot(d.Location) })]);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{Script} wrote something else than its list: {Start(output)}", e);
        }
    }

    private async Task<string> RunAsync(string input, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        using Process process = Start();
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await WriteAsync(process, input, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? await output
                : throw new InvalidOperationException(
                    $"{Node} {Script} ended with {process.ExitCode}; if it lacks a package, build tests/Contract, which installs it. It wrote: {Start(await errors)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{Node} {Script} did not end within {Timeout}.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Node, [Script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // It reproduces the faults of an older comparator when this is set.
        start.Environment.Remove("QUIRKS");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"'{Node}' could not be started: {e.Message}. The static gate needs Node.js (with npm) on the PATH.", e);
        }
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read everything: its exit code and its errors say why.
        }
    }

    // Interactions are compared one at a time, so each is number 0.
    private static string WithoutRoot(string place)
        => place.Replace("[root].interactions[0].", "", StringComparison.Ordinal).Replace("[root].", "", StringComparison.Ordinal);

    private static string Start(string text) => text.Length > 2000 ? text[..2000] + "…" : text;
}
