using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>A server on loopback in a process of its own, so that its work is not counted: this program, started in another mode.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri baseUri) => (_process, BaseUri) = (process, baseUri);

    public Uri BaseUri { get; }

    /// <param name="mode">The argument that makes this program the server.</param>
    public static async Task<ServerProcess> StartAsync(string mode)
    {
        string[] arguments = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) != "dotnet"
            ? [path, mode]
            : ["dotnet", typeof(ServerProcess).Assembly.Location, mode];
        var start = new ProcessStartInfo(arguments[0], arguments[1..]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync();
        return new ServerProcess(process, new Uri(line ?? throw new InvalidOperationException("The server process did not start.")));
    }

    /// <summary>The server process itself: prints its address, serves connections, and runs until its standard input ends.</summary>
    /// <param name="serve">Serves one connection.</param>
    public static async Task RunAsync(Func<Socket, Task> serve)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        _ = AcceptAsync(listener, serve);

        // Ends with the process that started it, whatever became of that.
        await Console.In.ReadToEndAsync();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5))) _process.Kill();
        _process.Dispose();
    }

    private static async Task AcceptAsync(TcpListener listener, Func<Socket, Task> serve)
    {
        while (true)
        {
            Socket socket = await listener.AcceptSocketAsync();
            _ = Task.Run(() => serve(socket));
        }
    }
}
