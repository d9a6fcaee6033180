using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Pact;
using OpenCode.Pact.Provider;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Events;
using OpenCode.Verification.Results;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Outcomes;

/// <summary>Puts together what pacts, traffic, streams and sockets showed about every operation and event.</summary>
internal sealed class Findings
{
    // Each asking sorts them anew.
    private ILookup<string, Drift>? _differences;

    public required OfferedOperations Offered { get; init; }

    /// <summary>The operations that were asked for.</summary>
    public OperationFilter Filter { get; init; } = OperationFilter.All;

    /// <summary>The interactions that were verified, with their results.</summary>
    public required IReadOnlyList<(PactInteraction Interaction, InteractionResult Result)> Interactions { get; init; }

    /// <summary>The events of the pact, with their results.</summary>
    public required IReadOnlyList<(PactInteraction Interaction, InteractionResult? Result)> Events { get; init; }

    public required ConformanceCheck Traffic { get; init; }

    public required PactDrifts PactDrifts { get; init; }

    /// <summary>Why states could not be set up.</summary>
    public required IReadOnlyDictionary<string, string> StateFailures { get; init; }

    /// <summary>Why interactions of an operation, or all of it, were not tried on this server; empty for the verification's own server.</summary>
    public ILookup<string, string> NotTried { get; init; } = Array.Empty<string>().ToLookup(static s => s);

    /// <summary>Operations that were asked without a pact; their success counts when it decodes strictly.</summary>
    public IReadOnlySet<string> LookedAt { get; init; } = new HashSet<string>();

    /// <summary>What happened to the sockets, by operation; null when they opened.</summary>
    public required IReadOnlyDictionary<string, string?> Sockets { get; init; }

    public IReadOnlyList<SubjectResult> Operations => [.. OperationCatalog.All.Where(o => Filter.Includes(o.Id))
        .OrderBy(static o => o.Id, StringComparer.Ordinal).Select(OfOperation)];

    public IReadOnlyList<SubjectResult> EventTypes => [.. Events
        .GroupBy(static e => (e.Interaction.Operation, EventDescription.Parse(e.Interaction.Description).Type))
        .Select(g => OfEvent(OperationCatalog.Find(g.Key.Operation)!, g.Key.Type, [.. g]))
        .Concat(DifferingBesidePacts.Select(e => OfEvent(OperationCatalog.Find(e.Operation)!, e.Type, [])))
        .Where(s => Filter.Includes(s.Operation) || s.Outcome is Outcome.Held or Outcome.Drifted)
        .OrderBy(static s => s.Operation, StringComparer.Ordinal).ThenBy(static s => s.EventType, StringComparer.Ordinal)];

    /// <summary>
    /// Events that are in no pact and differ all the same. A type that the client does not know is no difference: it keeps such events whole.
    /// </summary>
    private IEnumerable<(string Operation, string Type)> DifferingBesidePacts => Differences.SelectMany(static d => d)
        .Where(d => d is { EventType: not null, KnownReason: null } && Filter.IncludesEventsOf(d.Operation))
        .GroupBy(static d => (d.Operation, Type: d.EventType!))
        .Where(static g => !g.Any(static d => d.Kind == nameof(JsonDriftKind.UnknownVariant) && d.Pointer is "" or "/payload"))
        .Select(static g => g.Key)
        .Except(Events.Select(static e => (e.Interaction.Operation, EventDescription.Parse(e.Interaction.Description).Type)));

    private ILookup<string, Drift> Differences => _differences ??= Traffic.Results.ToLookup(static d => d.Operation);

    private SubjectResult OfOperation(Operation operation)
    {
        if (!Offered.Has(operation)) return Subject(operation, Outcome.Absent, null);
        if (operation.Kind == OperationKind.WebSocket) return OfSocket(operation);
        if (operation.Kind == OperationKind.EventStream) return OfStream(operation);

        (PactInteraction Interaction, InteractionResult Result)[] own = [.. Interactions.Where(i => i.Interaction.Operation == operation.Id)];
        string[] unset =
            [.. own.Where(static i => i.Result.Error is not null && !PactDrifts.GotNoAnswer(i.Result)).Select(i => StateProblem(i.Interaction, i.Result))
                .Distinct()];
        string[] notTried = [.. NotTried[operation.Id].Distinct()];
        string untried = string.Join("; ", unset.Concat(notTried.Select(static r => r.TrimEnd('.'))));
        Drift[] drifts = Merge(
            Differences[operation.Id].Where(static d => d.EventType is null),
            own.SelectMany(i => PactDrifts.Of(i.Interaction, i.Result, null)));
        int held = own.Count(static i => i.Result.Held);
        bool succeeded = own.Any(i => i.Interaction.IsSuccess ? i.Result.Held || IsKnown(i) : PactDrifts.IsAvailableByNow(i.Interaction, i.Result))
            || (LookedAt.Contains(operation.Id) && Traffic.HasSuccessOf(operation.Id));
        Outcome outcome = drifts.Any(static d => d.KnownReason is null) ? Outcome.Drifted : succeeded ? Outcome.Held : Outcome.NotReachable;
        string? reason = outcome switch
        {
            Outcome.Held when untried.Length > 0 => $"Not every interaction could be tried: {untried}.",
            Outcome.NotReachable when notTried.Length > 0 => $"{untried}.",
            Outcome.NotReachable when Unreachable.Reasons.TryGetValue(operation.Id, out string? known) => known,
            Outcome.NotReachable when unset.Length > 0 => $"{string.Join("; ", unset)}.",
            Outcome.NotReachable when own.Any(static i => i.Interaction.IsSuccess) => "The release answers with an empty list, which proves nothing.",
            Outcome.NotReachable => "The pacts have no interaction with a success for it.",
            _ => null,
        };
        return Subject(operation, outcome, reason) with
        {
            InteractionsHeld = held,
            InteractionsFailed = own.Length - held,
            Decoded = Traffic.AnswersOf(operation.Id),
            Drifts = drifts,
        };
    }

    private bool IsKnown((PactInteraction Interaction, InteractionResult Result) one)
        => one.Result.Error is null && PactDrifts.Of(one.Interaction, one.Result, null) is { Count: > 0 } drifts
            && drifts.All(static d => d.KnownReason is not null);

    private SubjectResult OfSocket(Operation operation)
    {
        string? problem = Sockets.GetValueOrDefault(operation.Id, "It was not tried");
        return Subject(operation, problem is null ? Outcome.Held : Outcome.NotReachable, problem);
    }

    private SubjectResult OfStream(Operation operation)
    {
        Drift[] drifts = [.. Differences[operation.Id]];
        int events = drifts.Sum(static d => d.Count) + Events.Count(e => e.Interaction.Operation == operation.Id && e.Result is not null);

        // The types of events have rows of their own; the stream is what carries them.
        Drift[] ofTheStream = [.. drifts.Where(static d => d.EventType is null)];
        Outcome outcome = ofTheStream.Any(static d => d.KnownReason is null) ? Outcome.Drifted : events > 0 ? Outcome.Held : Outcome.NotReachable;
        return Subject(operation, outcome, events > 0 ? null : "No event came.") with { Decoded = Traffic.AnswersOf(operation.Id), Drifts = ofTheStream };
    }

    private SubjectResult OfEvent(Operation stream, string type, IReadOnlyList<(PactInteraction Interaction, InteractionResult? Result)> own)
    {
        (PactInteraction Interaction, InteractionResult Result)[] seen =
            [.. own.Where(static i => i.Result is not null).Select(static i => (i.Interaction, i.Result!))];
        Drift[] drifts = Merge(
            Differences[stream.Id].Where(d => d.EventType == type),
            seen.SelectMany(i => PactDrifts.Of(i.Interaction, i.Result, type)));
        Outcome outcome = drifts.Any(static d => d.KnownReason is null) ? Outcome.Drifted
            : seen.Length > 0 ? Outcome.Held
            : Offered.Has(stream) && Offered.HasEvent(type) ? Outcome.NotReachable
            : Outcome.Absent;
        string[] unsent =
            [.. own.Where(static i => i.Result is null).Select(static i => EventDescription.Parse(i.Interaction.Description))
                .Select(static d => $"{d.Where} is {d.Is}")];
        string? reason = outcome switch
        {
            Outcome.NotReachable => "It was not sent during the verification.",
            Outcome.Held => EventEvidence.ReasonOf(unsent),
            _ => null,
        };
        return Subject(stream, outcome, reason) with
        {
            EventType = type,
            InteractionsHeld = seen.Count(static i => i.Result.Held),
            InteractionsFailed = seen.Count(static i => !i.Result.Held),
            Decoded = Traffic.EventsOf(stream.Id, type),
            Drifts = drifts,
        };
    }

    private string StateProblem(PactInteraction interaction, InteractionResult result)
        => interaction.State is { } state && StateFailures.TryGetValue(state, out string? why)
            ? $"The state '{state}' could not be set up: {why.TrimEnd('.')}"
            : result.Error!;

    /// <summary>What pacts and traffic show alike is one difference.</summary>
    private static Drift[] Merge(IEnumerable<Drift> traffic, IEnumerable<Drift> pacts)
        => SimilarPlaces.Join([.. traffic.Concat(pacts).DistinctBy(static d => (d.Status, d.Pointer, d.Kind, d.KnownReason is null))]);

    private static SubjectResult Subject(Operation operation, Outcome outcome, string? reason) => new()
    {
        Operation = operation.Id,
        Method = operation.Method.Method,
        Path = operation.PathTemplate,
        Outcome = outcome,
        Reason = reason,
    };
}
