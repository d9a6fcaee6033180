namespace OpenCode.Core;

/// <summary>What other folders contribute to a sender.</summary>
internal sealed record SenderParts
{
    /// <summary>Reads event streams.</summary>
    public required EventStreamReader EventStreams { get; init; }

    /// <summary>Sends requests again that failed.</summary>
    public RequestRepeater Repeater { get; init; } = RequestRepeater.Once;

    /// <summary>Hears what the client does.</summary>
    public ClientObserver Observer { get; init; } = ClientObserver.None;
}
