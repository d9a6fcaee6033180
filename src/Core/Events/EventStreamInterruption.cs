namespace OpenCode;

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
}
