namespace OpenCode.Testing.Faults;

/// <summary>How a connection ends, as its client sees it.</summary>
public enum ConnectionEnding
{
    /// <summary>In order: the client reads the end of the stream (FIN).</summary>
    Close,

    /// <summary>By a reset: the client's next read or write fails (RST). What the system still holds for a client that does not read is lost.</summary>
    Reset,

    /// <summary>In one direction: the client reads the end of the stream, and what it sends still reaches the server.</summary>
    HalfClose,

    /// <summary>Not at all: nothing more arrives, and the connection stays open.</summary>
    Stall,
}
