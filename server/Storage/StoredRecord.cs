namespace OpenCode.Server.Storage;

/// <summary>Something that is kept.</summary>
/// <param name="Kind">What it is, for example <c>message</c>.</param>
/// <param name="Id">Its id, the only one of its kind.</param>
/// <param name="Parent">The id of what it belongs to; empty for nothing.</param>
/// <param name="Json">What it holds, as UTF-8.</param>
public sealed record StoredRecord(string Kind, string Id, string Parent, ReadOnlyMemory<byte> Json);
