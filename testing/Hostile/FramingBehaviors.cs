using static OpenCode.Testing.Hostile.HostileResponse;

namespace OpenCode.Testing.Hostile;

/// <summary>What can be wrong with lengths and chunks.</summary>
internal static class FramingBehaviors
{
    public static IReadOnlyList<HostileBehavior> All { get; } =
    [
        WithLengths("length-twice", "Sends the right length twice.", $"{Json.Length}", $"{Json.Length}"),
        WithLengths("length-conflicting", "Sends two lengths.", $"{Json.Length}", "7"),
        WithLengths("length-negative", "Sends a negative length.", "-1"),
        WithLengths("length-word", "Sends a word as the length.", "short"),
        WithLengths("length-overflow", "Sends a length beyond 64 bits.", "99999999999999999999"),
        WithLengths("length-huge", "Promises 900 terabytes, sends a few bytes and closes.", "900000000000000"),
        WithLengths("length-too-long", "Promises more than it sends, and closes.", "4000"),
        Always("length-too-short", "Promises less than it sends; the rest stands before the next response.", Of(Json)[..^Json.Length], "},\"left over\""),
        Always("length-and-chunked", "Sends a length and chunks.", ChunkedHead("Content-Length: 7\r\n") + Chunk(Json) + Chunk("")),
        Once("unknown-transfer-coding", "Sends a transfer coding that nobody knows.",
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: rot13\r\n\r\n{Json}"),
        Once("chunk-size-junk", "Sends a chunk whose size is no number.", ChunkedHead() + $"zz\r\n{Json}\r\n0\r\n\r\n"),
        Once("chunk-size-huge", "Sends a chunk of 2^64 bytes.", ChunkedHead() + $"10000000000000000\r\n{Json}\r\n0\r\n\r\n"),
        Once("chunk-size-negative", "Sends a chunk of a negative size.", ChunkedHead() + $"-5\r\n{Json}\r\n0\r\n\r\n"),
        Endless("chunk-extension-endless", "Sends a chunk extension without an end.", ChunkedHead() + "5;x=", "y", 64 * 1024),
        Always("chunk-trailers", "Sends trailers after its chunks.", ChunkedHead("Trailer: X-Sum\r\n") + Chunk(Json) + "0\r\nX-Sum: 1\r\n\r\n"),
        Endless("chunk-trailers-endless", "Sends trailers without an end.", ChunkedHead() + Chunk(Json) + "0\r\n", "X-More: 1\r\n", 1000),
        Once("chunk-truncated", "Closes in the middle of a chunk.", ChunkedHead() + $"{Json.Length:x}\r\n{Json[..9]}"),
        Once("chunk-without-last", "Closes without the last chunk.", ChunkedHead() + Chunk(Json)),
        Once("chunk-without-line-end", "Sends chunks that do not end where they should.", ChunkedHead() + $"5\r\n{Json}\r\n0\r\n\r\n"),
        Always("chunks-of-one-byte", "Sends every byte in a chunk of its own.", ChunkedHead() + string.Concat(Json.Select(c => Chunk(c.ToString())))
            + Chunk("")),
        AfterRequest("reset-in-body", "Resets in the middle of the body.", async connection =>
        {
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Json.Length}\r\n\r\n{Json[..9]}");
            await connection.DelayAsync(TimeSpan.FromMilliseconds(50));
            connection.Reset();
        }),
    ];

    private static HostileBehavior WithLengths(string name, string description, params string[] lengths)
        => Once(name, description,
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{string.Concat(lengths.Select(l => $"Content-Length: {l}\r\n"))}\r\n{Json}");

    private static HostileBehavior Always(string name, string description, byte[] head, string rest)
        => HostileResponse.Always(name, description, () => [.. head, .. System.Text.Encoding.Latin1.GetBytes(Json + rest)]);

    private static HostileBehavior Always(string name, string description, string response) => HostileResponse.Always(name, description, response);
}
