using OpenCode.Core.Options;

namespace OpenCode.Core.Events;

/// <summary>Why events may be missing from an event stream.</summary>
public enum EventStreamInterruption
{
    /// <summary>The server ended the stream in an orderly way, as it does when it disposes a project or reloads its configuration.</summary>
    Ended,

    /// <summary>The connection broke: the server stopped, the network failed, a proxy cut it.</summary>
    Broken,

    /// <summary>Nothing came for longer than <see cref="EventStreamOptions.SilenceLimit"/>, not even a heartbeat.</summary>
    Silent,

    /// <summary>The reader was slower than the server for too long, and waiting events were dropped; see <see cref="SlowReaderBehavior.Drop"/>.</summary>
    Dropped,

    /// <summary>One event was longer than <see cref="EventStreamOptions.MaxEventBytes"/> and was skipped.</summary>
    EventTooLarge,

    /// <summary>
    /// A stream that resumes was asked to go on, and its first event has a number that is not after the one it was asked for: its history
    /// began again. The event follows; what lies between may be missing, or come a second time.
    /// </summary>
    SequenceReset,

    /// <summary>
    /// The number of the event that follows is not after the one before it, or is impossibly far away. Events may be missing, or come a
    /// second time.
    /// </summary>
    OutOfOrder,

    /// <summary>The event that follows has the number of another event, so that one of both would be left out by whoever goes by numbers.</summary>
    DuplicateSequence,
}
