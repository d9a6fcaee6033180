namespace OpenCode.Core.Events;

/// <summary>A place in a stream where events may be missing, or are not in the order in which they happened.</summary>
public sealed record EventStreamGap
{
    /// <summary>Why events may be missing.</summary>
    public required EventStreamInterruption Reason { get; init; }

    /// <summary>When the last sign of life came: events up to this moment were delivered. For what concerns one event, when it came.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the stream was live again: events from this moment on are delivered. For what concerns one event, when it came.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>How many connections failed in between.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>How many events were dropped or skipped; null when nobody can know.</summary>
    public long? DroppedEvents { get; init; }

    /// <summary>The sequence number of the event that was skipped or that follows; null when it has none, or none is known.</summary>
    public long? Sequence { get; init; }

    /// <summary>The sequence number of the last event before; null for a stream that does not resume, and at its beginning.</summary>
    public long? PreviousSequence { get; init; }

    /// <summary>What broke the connection; null when it ended in an orderly way or events were dropped.</summary>
    public Exception? Error { get; init; }
}
