namespace OpenCode.Streaming;

/// <summary>What <see cref="EventFramer"/> found in the bytes of an event stream.</summary>
internal enum EventFrame
{
    /// <summary>Nothing that is complete; more bytes are needed.</summary>
    None,

    /// <summary>An event with data.</summary>
    Event,

    /// <summary>An event that goes beyond the limit. It is told at once, and what is still to come of it is skipped.</summary>
    TooLarge,
}
