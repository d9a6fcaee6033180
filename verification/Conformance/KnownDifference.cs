using System.Text.Json.Serialization;
using OpenCode.Core.Operations;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Results;
using OpenCode.Verification.Traffic;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Conformance;

/// <summary>When a known difference shows.</summary>
public enum Showing
{
    /// <summary>Whenever the operation gives an answer of that status, or the stream an event of that type.</summary>
    Always,

    /// <summary>Only under conditions that the reason names.</summary>
    Sometimes,

    /// <summary>In every verification of all operations, which makes the conditions.</summary>
    Provoked,
}

/// <summary>A place where a release is known to send something else than its spec promises.</summary>
public sealed record KnownDifference
{
    /// <summary>The operation id; a trailing <c>*</c> stands for any ending.</summary>
    public required string Operation { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The type of the event, as <see cref="EventTypes"/> names it, with or without a trailing <c>*</c>; null for an answer or any event.</summary>
    public string? EventType { get; init; }

    /// <summary>The place: a JSON pointer in which <c>*</c> stands for any one segment; empty for the whole answer.</summary>
    public required string Pointer { get; init; }

    /// <summary>The kind: one of <see cref="DriftKinds.All"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>A part of what was found, where the kind alone would explain too much; null for anything.</summary>
    public string? Found { get; init; }

    /// <summary>The place of another known difference that must be in the same answer or event; null where none must.</summary>
    public string? Beside { get; init; }

    /// <summary>The only judge that sees it; null where both do. One that only one of them sees is a disagreement of the judges.</summary>
    public TrafficJudge? SeenBy { get; init; }

    /// <summary>When it shows.</summary>
    public required Showing Shows { get; init; }

    /// <summary>What the server does, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether this explains a drift, as far as the drift alone can tell: not whether what must be beside it is.</summary>
    /// <param name="drift">The drift.</param>
    public bool Explains(Drift drift) => Explains(drift, hasBody: true);

    /// <inheritdoc/>
    public override string ToString()
        => $"{Operation}{(EventType is null ? "" : $" ({EventType})")} {Status} {(Pointer.Length == 0 ? "(answer)" : Pointer)}: {Kind}";

    /// <param name="drift">The drift.</param>
    /// <param name="hasBody">Whether the body was there to be looked at. What <see cref="Found"/> asks for can be in no drift otherwise.</param>
    internal bool Explains(Drift drift, bool hasBody)
    {
        ArgumentNullException.ThrowIfNull(drift);
        return drift.Kind == Kind
            && AppliesTo(drift.Operation, drift.Status, drift.EventType)
            && GeneralPointer.Matches(Pointer, drift.Pointer)
            && (SeenBy is null || SeenBy == (drift.Source == DriftSource.Schema ? TrafficJudge.Schema : TrafficJudge.Client))
            && (Found is null || !hasBody || drift.Found.Contains(Found, StringComparison.Ordinal));
    }

    internal bool AppliesTo(string operation, int status, string? eventType)
        => status == Status && IsLike(Operation, operation) && (EventType is null || (eventType is not null && IsLike(EventType, eventType)));

    private static bool IsLike(string pattern, string text)
        => pattern.EndsWith('*') ? text.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == text;
}

/// <summary>The file of known differences, as it is written.</summary>
internal sealed record KnownDifferencesFile
{
    public required string Release { get; init; }

    public required IReadOnlyList<KnownDifference> Differences { get; init; }
}

/// <summary>Reads the file strictly: a property with a typing error would explain more than it should.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(KnownDifference))]
[JsonSerializable(typeof(KnownDifferencesFile))]
internal sealed partial class KnownDifferencesJson : JsonSerializerContext;
