using static OpenCode.Testing.Hostile.HostileResponse;

namespace OpenCode.Testing.Hostile;

/// <summary>What a connection can do wrong before, or instead of, speaking HTTP.</summary>
internal static class ConnectionBehaviors
{
    public static IReadOnlyList<HostileBehavior> All { get; } =
    [
        new("close-on-accept", "Closes every connection at once.", _ => Task.CompletedTask),
        new("reset-on-accept", "Resets every connection at once.", connection => Reset(connection)),
        new("silent-on-accept", "Accepts, and neither reads nor answers.", connection => connection.DelayAsync(Never)),
        AfterRequest("never-respond", "Reads the request and never answers.", c => c.WaitForCloseAsync()),
        AfterRequest("close-after-request", "Reads the request and closes the connection without a word.", _ => Task.CompletedTask),
        AfterRequest("reset-after-request", "Reads the request and resets the connection.", Reset),
        new("close-after-first-byte", "Resets the connection when a request begins.", async connection =>
        {
            await connection.WaitForBytesAsync();
            connection.Reset();
        }),
        AfterRequest("half-close-after-request", "Ends its side after the request and keeps reading.", async connection =>
        {
            connection.HalfClose();
            await connection.WaitForCloseAsync();
        }),
        new("respond-before-request", "Sends a response before it has read anything.", connection => connection.SendAsync(Of(Json))),
        Always("respond-twice", "Sends two responses to each request.", () => [.. Of(Json), .. Of("""{"id":"ses_of_somebody_else"}""")]),
        AfterRequest("close-in-headers", "Closes in the middle of a header.", c => c.SendAsync("HTTP/1.1 200 OK\r\nContent-Ty")),
        AfterRequest("reset-in-headers", "Resets in the middle of a header.", async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Ty");
            await connection.DelayAsync(TimeSpan.FromMilliseconds(50));
            connection.Reset();
        }),
        AfterRequest("slow-headers", "Sends its headers one byte every 100 ms, without an end.", async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nX-Slow: ");
            await connection.SendForeverAsync("x"u8.ToArray(), TimeSpan.FromMilliseconds(100));
        }),
        AfterRequest("garbage", "Sends random bytes.", c => c.SendAsync(Random(4096))),
        AfterRequest("endless-garbage", "Sends random bytes without an end.", c => c.SendForeverAsync(Random(64 * 1024))),
        Once("other-protocol", "Is another kind of server.", "SSH-2.0-OpenSSH_9.9\r\n"),
        Once("bare-body", "Answers in HTTP/0.9, without a status line.", Json),
        Once("http2", "Answers in HTTP/2, which nobody asked for.", "\0\0\u0012\u0004\0\0\0\0\0\0\u0003\0\0\0d\0\u0004\0\u0010\0\0\0\u0006\0\0@\0"),
        Once("tls-alert", "Answers that it wants TLS.", "\u0015\u0003\u0001\0\u0002\u0002\u0016"),
        Once("unknown-version", "Answers in HTTP/3.7.", $"HTTP/3.7 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Json.Length}\r\n\r\n{Json}"),
        Once("http-1.0", "Answers in HTTP/1.0, without a length.", $"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{Json}"),
        Once("bare-line-feeds", "Ends its lines with a line feed alone.",
            $"HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: {Json.Length}\n\n{Json}"),
    ];

    private static Task Reset(HostileConnection connection)
    {
        connection.Reset();
        return Task.CompletedTask;
    }

    // The same in every run; never "HTTP".
    private static byte[] Random(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        bytes[0] = 0xEE;
        return bytes;
    }
}
