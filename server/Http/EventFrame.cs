namespace OpenCode.Server.Http;

/// <summary>A piece of an event stream as it is sent, ended by an empty line.</summary>
/// <param name="Bytes">The bytes on the wire; shared by all who listen, so never changed.</param>
public readonly record struct EventFrame(ReadOnlyMemory<byte> Bytes);
