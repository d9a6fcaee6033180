namespace OpenCode.Streaming;

/// <summary>How an event of a stream that resumes stands to those before it.</summary>
internal enum SequenceVerdict
{
    /// <summary>It comes after them.</summary>
    Next,

    /// <summary>It has no place of its own, and did not come before as far as that can be told.</summary>
    Unnumbered,

    /// <summary>It came before, byte for byte: what servers send twice around a reconnect.</summary>
    Repeated,

    /// <summary>It is the first one of its connection, and its number is not after the one that was asked for: the history began again.</summary>
    Reset,

    /// <summary>Its number is below that of the event before it.</summary>
    OutOfOrder,

    /// <summary>Its number is that of another event.</summary>
    Duplicate,

    /// <summary>Its number is so far away that it is no place to go on from.</summary>
    Jump,
}
