using System.Net.Sockets;
using System.Text;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>Answers every GET with the recorded session.</summary>
internal static class LoopbackServer
{
    public static string Answer { get; } = Path.Combine(AppContext.BaseDirectory, "data", "session.json");

    public static Task<ServerProcess> StartAsync() => ServerProcess.StartAsync("--server");

    /// <summary>The server process itself.</summary>
    public static async Task RunAsync()
    {
        byte[] body = await File.ReadAllBytesAsync(Answer);
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        byte[] answer = [.. head, .. body];
        await ServerProcess.RunAsync(socket => AnswerAsync(socket, answer));
    }

    // GET requests without a body, one at a time: a request ends where its head does.
    private static async Task AnswerAsync(Socket socket, byte[] answer)
    {
        socket.NoDelay = true;
        byte[] buffer = new byte[16 * 1024];
        int count = 0;
        try
        {
            while (true)
            {
                int read = await socket.ReceiveAsync(buffer.AsMemory(count));
                if (read == 0) return;
                count += read;
                if (!buffer.AsSpan(0, count).EndsWith("\r\n\r\n"u8)) continue;
                count = 0;
                await socket.SendAsync(answer);
            }
        }
        catch (SocketException)
        {
            // The client went away.
        }
        finally
        {
            socket.Dispose();
        }
    }
}
