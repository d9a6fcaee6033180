using OpenCode.Core.Events;

namespace OpenCode.Core.Options;

/// <summary>How event streams survive interruptions and slow readers.</summary>
public sealed record EventStreamOptions
{
    // What the JSON reader of .NET takes as one text ends a little above.
    private const int LargestEvent = 128 * 1024 * 1024;

    /// <summary>
    /// The wait before the first new connection after a lost one; it doubles with each failure up to
    /// <see cref="MaxReconnectDelay"/>, and the wait is between half of that and all of it, at random. 1 second by default.
    /// A stream that the server ended in an orderly way is opened again at once, unless that happens again and again.
    /// </summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two connections. 30 seconds by default. A server's <c>Retry-After</c> may ask for more, up to an hour.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection has to last for the waits to begin at <see cref="ReconnectDelay"/> again. 10 seconds by default.</summary>
    public TimeSpan HealthyAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long an interruption may last before the stream ends with the error behind it; zero gives up at the first failure.
    /// By default (null) it never gives up, from the first connection on. An interruption lasts until an event comes; a stream that sends
    /// none is over it once a connection has been open for <see cref="HealthyAfter"/>, or, where the server responds with its first
    /// event, silent for as long as it may be without being refused.
    /// </summary>
    public TimeSpan? GiveUpAfter { get; init; }

    /// <summary>
    /// How long the server may send nothing, not even the heartbeat of every 10 or 15 seconds, before the connection counts as
    /// lost. 45 seconds by default; null for no limit. Time in which the reader holds the stream up does not count.
    /// Waiting for the response to the request has a limit of its own, which begins at 5 seconds and doubles up to this one.
    /// </summary>
    public TimeSpan? SilenceLimit { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// How long a stream that resumes by sequence number may be silent before its request is sent again from where it stands,
    /// which loses nothing and is not announced: those streams have no heartbeat that would show a dead connection.
    /// 2 minutes by default, shorter after an interruption; null for never.
    /// </summary>
    public TimeSpan? RefreshAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many events may wait for the reader. 8192 by default, at least 2.</summary>
    public int BufferedEvents { get; init; } = 8192;

    /// <summary>How many bytes of JSON the waiting events may have been; one event may be longer. 4 MB by default.</summary>
    public long BufferedBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// How many bytes the data of one event may be. 16 MiB by default, at most 128 MiB. A longer one is skipped without being kept, a
    /// gap says so in its place (<see cref="EventStreamInterruption.EventTooLarge"/>), and the stream goes on with the next.
    /// </summary>
    public int MaxEventBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>What happens when the buffer is full. By default the stream waits.</summary>
    public SlowReaderBehavior SlowReader { get; init; }

    /// <summary>Whether heartbeats that are events are delivered too. Heartbeats that are comments (<c>/api/event</c>) carry nothing to deliver.</summary>
    public bool IncludeHeartbeats { get; init; }

    /// <summary>Refuses values that cannot work.</summary>
    /// <exception cref="ArgumentException">A value cannot work; the message says which, and what to do.</exception>
    internal void Validate(string parameterName)
    {
        RequirePositive(ReconnectDelay, nameof(ReconnectDelay));
        RequirePositive(MaxReconnectDelay, nameof(MaxReconnectDelay));
        RequirePositive(HealthyAfter, nameof(HealthyAfter));
        RequirePositive(SilenceLimit, nameof(SilenceLimit));
        RequirePositive(RefreshAfter, nameof(RefreshAfter));
        if (ReconnectDelay > MaxReconnectDelay)
            throw Refused($"{nameof(ReconnectDelay)} ({ReconnectDelay}) is longer than {nameof(MaxReconnectDelay)} ({MaxReconnectDelay}). Raise the latter.");
        if (GiveUpAfter < TimeSpan.Zero) throw Refused($"{nameof(GiveUpAfter)} is {GiveUpAfter}, but must not be negative. Use null to never give up.");
        if (BufferedEvents < 2) throw Refused($"{nameof(BufferedEvents)} is {BufferedEvents}, but must be at least 2.");
        if (BufferedBytes < 1) throw Refused($"{nameof(BufferedBytes)} is {BufferedBytes}, but must be positive.");
        if (MaxEventBytes is < 1 or > LargestEvent)
            throw Refused($"{nameof(MaxEventBytes)} is {MaxEventBytes}, but must be at least 1 and at most {LargestEvent} (128 MiB).");
        if (!Enum.IsDefined(SlowReader)) throw Refused($"{nameof(SlowReader)} is {(int)SlowReader}, which is none of its values.");

        void RequirePositive(TimeSpan? value, string name)
        {
            if (value is { } time && (time <= TimeSpan.Zero || time > RequestBudgets.Longest))
                throw Refused($"{name} is {time}, but must be positive and at most 49 days.");
        }

        ArgumentException Refused(string message) => new($"The event stream option {message}", parameterName);
    }
}
