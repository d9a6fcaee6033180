namespace OpenCode.Core.Events;

/// <summary>What an event stream is doing.</summary>
public enum EventStreamPhase
{
    /// <summary>Nobody has begun to read it, so nothing was sent.</summary>
    NotStarted,

    /// <summary>The request is on its way.</summary>
    Connecting,

    /// <summary>The server holds the connection and sends what happens.</summary>
    Live,

    /// <summary>The connection was lost; the next one begins after a delay.</summary>
    WaitingToReconnect,

    /// <summary>It is over: its reader left, was cancelled, or was given an error.</summary>
    Ended,
}
