namespace OpenCode.Core.Options;

/// <summary>What an event stream does when its buffer is full because its reader is slower than the server.</summary>
public enum SlowReaderBehavior
{
    /// <summary>
    /// It stops reading from the connection until the reader has caught up. Nothing is lost as long as the server keeps what it
    /// could not send; a server that gives up closes the connection, which is announced like every other interruption.
    /// </summary>
    Wait,

    /// <summary>
    /// It drops the events that wait in the buffer, and tells the reader in their place, so that what comes next is recent.
    /// Streams that resume by sequence number never drop; they wait.
    /// </summary>
    Drop,
}
