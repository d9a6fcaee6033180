namespace OpenCode;

/// <summary>A time in which events may have happened that a stream did not deliver.</summary>
public sealed record EventStreamGap
{
    /// <summary>Why events may be missing.</summary>
    public required EventStreamInterruption Reason { get; init; }

    /// <summary>When the last sign of life came: events up to this moment were delivered.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the stream was live again: events from this moment on are delivered.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>How many connections failed in between.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>How many events were dropped; null when nobody can know.</summary>
    public long? DroppedEvents { get; init; }

    /// <summary>What broke the connection; null when it ended in an orderly way or events were dropped.</summary>
    public Exception? Error { get; init; }
}
