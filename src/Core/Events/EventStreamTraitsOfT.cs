using System.Text.Json;

namespace OpenCode.Core.Events;

/// <summary>Reads one fact from the JSON of an event without decoding it.</summary>
/// <typeparam name="TFact">The fact.</typeparam>
/// <param name="utf8">The data of one event.</param>
/// <returns>The fact.</returns>
public delegate TFact EventPeek<out TFact>(ReadOnlySpan<byte> utf8);

/// <summary>What an event stream does that its document does not tell.</summary>
/// <typeparam name="T">One event.</typeparam>
public sealed class EventStreamTraits<T> : EventStreamTraits
{
    /// <summary>Makes the item that tells the reader about a gap.</summary>
    public required Func<EventStreamGap, T> CreateGap { get; init; }

    /// <summary>Makes the event that stands for data that cannot be decoded.</summary>
    public required Func<JsonElement, T> CreateUnknown { get; init; }

    /// <summary>Whether an event is only a sign of life.</summary>
    public required EventPeek<bool> IsHeartbeat { get; init; }

    /// <summary>
    /// When the server made an event, in milliseconds since 1970, or what is left of them (<see cref="EventStreamTraits.CreationTimeModulus"/>);
    /// negative when it does not tell.
    /// </summary>
    public required EventPeek<long> ReadCreationTime { get; init; }

    /// <summary>The place of an event in its stream. Null for streams that cannot be resumed.</summary>
    public EventPeek<EventSequence>? ReadSequence { get; init; }
}
