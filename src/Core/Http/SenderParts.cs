namespace OpenCode.Core;

/// <summary>What other folders contribute to a sender.</summary>
internal sealed record SenderParts
{
    /// <summary>Reads event streams.</summary>
    public required EventStreamReader EventStreams { get; init; }

    /// <summary>Hears what the client does.</summary>
    public ClientObserver Observer { get; init; } = ClientObserver.None;
}
