using System.Text.Json.Serialization;

namespace OpenCode.Verification.Results;

/// <summary>What a verification of one release found out.</summary>
public sealed record VersionResult
{
    /// <summary>The release, for example <c>1.18.33</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The part of the operations that was verified; null for all of them.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Why nothing could be verified, in one sentence; null when the verification ran.</summary>
    public string? CouldNotRun { get; init; }

    /// <summary>How long the verification took, installation aside.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Every operation of the client's catalog that was asked for, by id.</summary>
    [JsonRequired]
    public IReadOnlyList<SubjectResult> Operations { get; init; } = [];

    /// <summary>The types of events that the pacts have.</summary>
    [JsonRequired]
    public IReadOnlyList<SubjectResult> Events { get; init; } = [];

    /// <summary>Operations of the release that the client does not know: method and path, in ordinal order.</summary>
    [JsonRequired]
    public IReadOnlyList<string> UnknownOperations { get; init; } = [];

    /// <summary>Differences that are listed as known and always there, could have shown, and did not: the release has changed there.</summary>
    [JsonRequired]
    public IReadOnlyList<string> DisappearedDifferences { get; init; } = [];

    /// <summary>How many operations have the given outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public int Count(Outcome outcome) => Operations.Count(o => o.Outcome == outcome);

    /// <summary>How many operations have which outcome.</summary>
    public OutcomeCounts OperationCounts => OutcomeCounts.Of(Operations);

    /// <summary>How many types of events have which outcome.</summary>
    public OutcomeCounts EventCounts => OutcomeCounts.Of(Events);

    /// <summary>Whether no operation or event drifted.</summary>
    public bool Holds => CouldNotRun is null && Operations.Concat(Events).All(static s => s.Outcome != Outcome.Drifted);
}
