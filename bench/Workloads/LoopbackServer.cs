using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>Answers every GET with the recorded session, from another process so that its work is not counted.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly Process _process;

    private LoopbackServer(Process process, Uri baseUri) => (_process, BaseUri) = (process, baseUri);

    public Uri BaseUri { get; }

    public static string Answer { get; } = Path.Combine(AppContext.BaseDirectory, "data", "session.json");

    public static async Task<LoopbackServer> StartAsync()
    {
        string[] arguments = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) != "dotnet"
            ? [path, "--server"]
            : ["dotnet", typeof(LoopbackServer).Assembly.Location, "--server"];
        var start = new ProcessStartInfo(arguments[0], arguments[1..]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync();
        return new LoopbackServer(process, new Uri(line ?? throw new InvalidOperationException("The loopback server did not start.")));
    }

    /// <summary>The server process itself: prints its address and runs until its standard input ends.</summary>
    public static async Task RunAsync()
    {
        byte[] body = await File.ReadAllBytesAsync(Answer);
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        byte[] answer = [.. head, .. body];
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        _ = AcceptAsync(listener, answer);

        // Ends with the process that started it, whatever became of that.
        await Console.In.ReadToEndAsync();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill();
        _process.Dispose();
    }

    private static async Task AcceptAsync(TcpListener listener, byte[] answer)
    {
        while (true)
        {
            Socket socket = await listener.AcceptSocketAsync();
            _ = AnswerAsync(socket, answer);
        }
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
                if (read == 0)
                    return;
                count += read;
                if (!buffer.AsSpan(0, count).EndsWith("\r\n\r\n"u8))
                    continue;
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
