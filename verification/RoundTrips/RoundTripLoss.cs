using OpenCode.Core.Operations;
using OpenCode.Verification.Traffic;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.RoundTrips;

/// <summary>Something that does not go back to the server as it came, however often it was seen.</summary>
public sealed record RoundTripLoss
{
    /// <summary>The operation id.</summary>
    public required string Operation { get; init; }

    /// <summary>The HTTP status; for an event that of its stream.</summary>
    public required int Status { get; init; }

    /// <summary>The type of the event, as <see cref="EventTypes"/> names it; null for a response.</summary>
    public string? EventType { get; init; }

    /// <summary>The place and the values of the first difference in the body; its pointer has <c>*</c> for the index of a list.</summary>
    public required JsonDifference First { get; init; }

    /// <summary>In how many bodies it was the first difference.</summary>
    public int Count { get; init; } = 1;

    /// <inheritdoc/>
    public override string ToString()
    {
        string change = First.Kind switch
        {
            JsonDifferenceKind.Lost => $"{First.Before} is lost",
            JsonDifferenceKind.Invented => $"{First.After} is invented",
            _ => $"{First.Before} becomes {First.After}",
        };
        return $"{Operation}{(EventType is null ? "" : $" ({EventType})")} {Status} {(First.Pointer.Length == 0 ? "(whole)" : First.Pointer)}: {change}, {Count}×";
    }
}
