namespace OpenCode.Streaming;

/// <summary>An event on its way from the connection to the reader.</summary>
/// <param name="Item">The event, or the item that stands for a gap.</param>
/// <param name="Sequence">Its place in the stream; negative when it has none.</param>
/// <param name="CreatedAt">When the server made it, as <see cref="OpenCode.Core.EventStreamTraits{T}.ReadCreationTime"/> tells; negative when nobody asks.</param>
/// <param name="Bytes">How many bytes of JSON it was.</param>
internal readonly record struct BufferedEvent<T>(T Item, long Sequence, long CreatedAt, int Bytes);
