using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Comparing;
using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Accepted;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Versions;
using OpenCodeGen.Dialects;
using OpenCodeGen.Model;
using OpenCodeGen.Overlays;
using OpenCodeGen.Reading;

namespace OpenCodeGen.Changes;

/// <summary>Compares two documents.</summary>
public sealed record ChangeRun
{
    /// <summary>How the clients are generated whose surfaces are compared; null to compare the wire alone.</summary>
    public GeneratedPair? Clients { get; init; }

    /// <summary>Overlays that both documents get before clients are generated.</summary>
    public IReadOnlyList<Overlay> Overlays { get; init; } = [];

    /// <summary>What is accepted.</summary>
    public AcceptedChanges Exceptions { get; init; } = AcceptedChanges.Empty;

    /// <summary>The version of the client now; null when it is not known.</summary>
    public string? CurrentVersion { get; init; }

    /// <summary>Tells what a pact asks of an operation that a change concerns: a sentence, or null. Null when there are no pacts.</summary>
    public Func<Finding, string?>? Coverage { get; init; }

    /// <summary>Tells the day, for exceptions that end.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    private DateOnly Today => DateOnly.FromDateTime(TimeProvider.GetUtcNow().UtcDateTime);

    /// <summary>Compares.</summary>
    /// <param name="before">The bytes of the old document; a banner before the JSON is passed over.</param>
    /// <param name="beforeName">What it is called.</param>
    /// <param name="after">The bytes of the new one.</param>
    /// <param name="afterName">What that is called.</param>
    /// <exception cref="SpecException">One of them is no OpenAPI document of version 3; the message says which.</exception>
    public ChangeReport Run(ReadOnlyMemory<byte> before, string beforeName, ReadOnlyMemory<byte> after, string afterName)
    {
        (before, after) = (SpecReader.JsonOf(before, Dialect.OpenCode), SpecReader.JsonOf(after, Dialect.OpenCode));
        var old = ApiDescription.Parse(before, beforeName);
        var young = ApiDescription.Parse(after, afterName);
        Task<(IReadOnlyList<CallerFinding>? Findings, string? Problem)> callers = Task.Run(() => Callers(before, after));
        IReadOnlyList<Finding> wire = before.Span.SequenceEqual(after.Span) ? [] : DocumentComparison.Run(old, young, Today);
        (IReadOnlyList<CallerFinding>? surface, string? problem) = callers.GetAwaiter().GetResult();
        return Report(new ChangeReport
        {
            Before = beforeName,
            After = afterName,
            Title = young.Title,
            Wire = wire,
            Callers = surface,
            CallersProblem = problem,
            Proposal = VersionProposal.Of(wire, surface, CurrentVersion),
        });
    }

    private ChangeReport Report(ChangeReport all)
    {
        DateOnly today = Today;
        HashSet<AcceptedChange> used = [];
        List<Finding> wire = [.. all.Wire.Where(f => !IsAccepted(f.Rule.Id, f.Subject, f.Fingerprint))];
        List<CallerFinding>? callers = all.Callers is null ? null : [.. all.Callers.Where(f => !IsAccepted(f.Rule.Id, f.Subject, f.Fingerprint))];
        return all with
        {
            Wire = wire,
            Callers = callers,
            Accepted = all.Wire.Count - wire.Count + (all.Callers?.Count ?? 0) - (callers?.Count ?? 0),
            StaleExceptions = [.. Exceptions.Entries.Where(e => !used.Contains(e)).Select(e => e.IsOver(today) ? $"{e} ended on {e.Until:yyyy-MM-dd}" : $"{e} accepts nothing")],
            HasCoverage = Coverage is not null,
            Coverage = Coverage is null
                ? new Dictionary<Finding, string>()
                : wire.Select(f => (Finding: f, Text: Coverage(f))).Where(static c => c.Text is not null)
                    .ToDictionary(static c => c.Finding, static c => c.Text!),
        };

        bool IsAccepted(string rule, string subject, string fingerprint)
        {
            if (Exceptions.Find(rule, subject, fingerprint, today) is not { } entry) return false;
            used.Add(entry);
            return true;
        }
    }

    private (IReadOnlyList<CallerFinding>? Findings, string? Problem) Callers(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        if (Clients is null) return (null, null);
        try
        {
            return (Clients.Compare(OverlaidDocument.Apply(before, Overlays).Utf8, OverlaidDocument.Apply(after, Overlays).Utf8), null);
        }
        catch (Exception e) when (e is SpecException or OverlayException)
        {
            return (null, $"No client can be generated of one of the documents: {e.Message}");
        }
    }
}
