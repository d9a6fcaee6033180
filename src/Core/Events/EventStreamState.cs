namespace OpenCode.Core.Events;

/// <summary>What an event stream is doing, and since when.</summary>
public sealed record EventStreamState
{
    /// <summary>What it is doing.</summary>
    public required EventStreamPhase Phase { get; init; }

    /// <summary>Since when it does so.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How many connections in a row have failed before this moment; 0 when all is well.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>How long it waits before the next connection; null unless it is waiting.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Since when no events come; null while they do, and before the first connection.</summary>
    public DateTimeOffset? InterruptedSince { get; init; }

    /// <summary>Why the last connection was lost, or why the stream ended; null when nothing failed.</summary>
    public Exception? Error { get; init; }
}
