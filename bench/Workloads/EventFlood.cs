using System.Buffers;
using System.Net.Sockets;
using System.Text;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>Sends <c>message.part.delta</c> events to every GET for as long as somebody reads them.</summary>
internal static class EventFlood
{
    /// <summary>How many different events there are before they repeat.</summary>
    public const int Different = 4096;

    // What a busy server's socket hands over at once.
    private const int PieceLength = 16 * 1024;

    public static Task<ServerProcess> StartAsync() => ServerProcess.StartAsync("--events");

    /// <summary>The server process itself.</summary>
    public static Task RunAsync()
    {
        byte[][] pieces = [.. Pieces()];
        return ServerProcess.RunAsync(socket => SendAsync(socket, pieces));
    }

    /// <summary>The events as chunks of a chunked body, each a whole number of events.</summary>
    private static IEnumerable<byte[]> Pieces()
    {
        var piece = new ArrayBufferWriter<byte>();
        for (int i = 0; i < Different; i++)
        {
            piece.Write(Encoding.UTF8.GetBytes($"data: {Event(i)}\n\n"));
            if (piece.WrittenCount < PieceLength && i < Different - 1) continue;
            yield return [.. Encoding.ASCII.GetBytes($"{piece.WrittenCount:x}\r\n"), .. piece.WrittenSpan, .. "\r\n"u8];
            piece.Clear();
        }
    }

    private static string Event(int number)
        => $$$"""{"id":"evt_{{{0x1f82bba73000 + number:x12}}}{{{Tail(number)}}}","type":"message.part.delta","properties":{"sessionID":"ses_1f82bba7300120pA6ypeDxjGvD","messageID":"msg_1f82bba7b001f0Ql6w8tdEVQ27","partID":"prt_1f82bba7d001Rr8o4IB9zNVH6k","field":"text","delta":"word {{{number}}} "}}""";

    // Ids end in chance, as real ones do.
    private static string Tail(int number) => Convert.ToHexString(BitConverter.GetBytes(unchecked((ulong)(number + 1) * 0x9E3779B97F4A7C15UL)))[2..];

    private static async Task SendAsync(Socket socket, byte[][] pieces)
    {
        try
        {
            byte[] request = new byte[16 * 1024];
            int count = 0;
            while (!request.AsSpan(0, count).EndsWith("\r\n\r\n"u8))
            {
                int read = await socket.ReceiveAsync(request.AsMemory(count));
                if (read == 0) return;
                count += read;
            }

            await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray());
            while (true)
            {
                foreach (byte[] piece in pieces) await socket.SendAsync(piece);
            }
        }
        catch (SocketException)
        {
            // The reader has had enough.
        }
        finally
        {
            socket.Dispose();
        }
    }
}
