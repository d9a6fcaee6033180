using System.Globalization;
using System.Text;

namespace OpenCode.Testing.Hostile;

/// <summary>Bytes that behaviours send, and the ways in which they send them. Each character of a text is one byte.</summary>
internal static class HostileResponse
{
    /// <summary>A body that any operation can read.</summary>
    public const string Json = """{"id":"ses_1","title":"hostile","version":"1"}""";

    public static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    /// <summary>A response with a body of a known length.</summary>
    public static byte[] Of(ReadOnlySpan<byte> body, string contentType = "application/json", string status = "200 OK", string headers = "")
    {
        string length = body.Length.ToString(CultureInfo.InvariantCulture);
        return [.. Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {length}\r\n{headers}\r\n"), .. body];
    }

    public static byte[] Of(string body, string contentType = "application/json", string status = "200 OK", string headers = "")
        => Of(Encoding.UTF8.GetBytes(body), contentType, status, headers);

    /// <summary>The head of a response whose body goes on until the connection is closed.</summary>
    public static string Head(string contentType = "application/json", string status = "200 OK", string headers = "")
        => $"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nConnection: close\r\n{headers}\r\n";

    /// <summary>The head of a response in chunks.</summary>
    public static string ChunkedHead(string headers = "")
        => $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n{headers}\r\n";

    public static string Chunk(string data) => $"{data.Length:x}\r\n{data}\r\n";

    /// <summary>Sends the same after every request of a connection, which stays open.</summary>
    public static HostileBehavior Always(string name, string description, Func<byte[]> response)
    {
        var bytes = new Lazy<byte[]>(response);
        return new HostileBehavior(name, description, async connection =>
        {
            while (await connection.ReadRequestAsync() is not null) await connection.SendAsync(bytes.Value);
        })
        {
            Prepare = () => _ = bytes.Value,
        };
    }

    public static HostileBehavior Always(string name, string description, string response)
        => Always(name, description, () => Encoding.Latin1.GetBytes(response));

    /// <summary>Sends the same after the first request of a connection, and closes it.</summary>
    public static HostileBehavior Once(string name, string description, string response) => AfterRequest(name, description, c => c.SendAsync(response));

    /// <summary>Does something after the first request of a connection, and closes it.</summary>
    public static HostileBehavior AfterRequest(string name, string description, Func<HostileConnection, Task> send)
        => AfterRequest(name, description, (connection, _) => send(connection));

    public static HostileBehavior AfterRequest(string name, string description, Func<HostileConnection, HostileRequest, Task> send)
        => new(name, description, async connection =>
        {
            if (await connection.ReadRequestAsync() is { } request) await send(connection, request);
        });

    /// <summary>Sends a head, and then a piece of body again and again.</summary>
    public static HostileBehavior Endless(string name, string description, string head, string piece, int repeat = 1)
        => AfterRequest(name, description, async connection =>
        {
            await connection.SendAsync(head);
            await connection.SendForeverAsync(Encoding.Latin1.GetBytes(Repeat(piece, repeat)));
        });

    public static string Repeat(string piece, int count) => new StringBuilder(piece.Length * count).Insert(0, piece, count).ToString();
}
