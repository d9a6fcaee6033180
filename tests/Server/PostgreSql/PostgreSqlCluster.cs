using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using OpenCode.Server.Tests.PostgreSql;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgreSqlCluster))]

namespace OpenCode.Server.Tests.PostgreSql;

/// <summary>A PostgreSQL of this run alone, begun by the first test that needs it: in a temporary folder, on a free port of this machine.</summary>
public sealed class PostgreSqlCluster : IAsyncDisposable
{
    private const string Versions = "/usr/lib/postgresql";

    // The server refuses to run as root; the package makes this user.
    private const string User = "postgres";

    private static readonly SemaphoreSlim _one = new(1);
    private static Running? _running;
    private static int _databases;

    /// <summary>Makes an empty database; skips the test where PostgreSQL is not installed.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        string? programs = Directory.Exists(Versions)
            ? Directory.GetDirectories(Versions).Select(static d => Path.Combine(d, "bin")).FirstOrDefault(static d => File.Exists(Path.Combine(d, "initdb")))
            : null;
        Assert.SkipWhen(programs is null, $"There is no PostgreSQL under {Versions}: apt-get install postgresql.");
        await _one.WaitAsync(cancellationToken);
        try
        {
            _running ??= await StartAsync(programs, cancellationToken);
        }
        finally
        {
            _one.Release();
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"store_{Interlocked.Increment(ref _databases)}");
        await using NpgsqlDataSource server = NpgsqlDataSource.Create(_running.ConnectionString("postgres"));
#pragma warning disable CA2100 // A name made here.
        await using NpgsqlCommand create = server.CreateCommand($"CREATE DATABASE {name}");
#pragma warning restore CA2100
        await create.ExecuteNonQueryAsync(cancellationToken);
        return _running.ConnectionString(name);
    }

    /// <summary>Ends it, and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_running is not { } running) return;
        NpgsqlConnection.ClearAllPools();

        // The pid of the server itself, which a program in between may have started. QUIT ends it and what it started at once.
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(running.Data, "postmaster.pid"));
        using (Process kill = Process.Start("kill", ["-QUIT", lines[0]])) await kill.WaitForExitAsync();
        await running.Process.WaitForExitAsync();
        running.Process.Dispose();
        Directory.Delete(running.Folder, recursive: true);
    }

    private static async Task<Running> StartAsync(string programs, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("postgresql-").FullName;
        if (Environment.UserName == "root") await RunAsync("chown", [User, folder], cancellationToken);
        string data = Path.Combine(folder, "data");
        string[] initialize = [Path.Combine(programs, "initdb"), "-D", data, "-U", "opencode", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"];
        await RunAsync(AsUser(initialize), cancellationToken);
        int port = FreePort();
        string[] serve =
            [Path.Combine(programs, "postgres"), "-D", data, "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-k", folder, "-F"];
        string[] command = AsUser(serve);
        Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, WorkingDirectory = folder })!;
        Task<string> log = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Running running = new(process, folder, data, port);
        while (true)
        {
            try
            {
                await using NpgsqlConnection connection = new(running.ConnectionString("postgres"));
                await connection.OpenAsync(cancellationToken);
                return running;
            }
            catch (NpgsqlException)
            {
                if (process.HasExited) Assert.Fail($"PostgreSQL did not start:\n{await log}");
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
            }
        }
    }

    private static string[] AsUser(string[] command) => Environment.UserName == "root" ? ["runuser", "-u", User, "--", .. command] : command;

    private static Task RunAsync(string[] command, CancellationToken cancellationToken) => RunAsync(command[0], command[1..], cancellationToken);

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        string errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0) Assert.Fail($"{program} failed ({process.ExitCode}):\n{await output}\n{errors}");
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private sealed record Running(Process Process, string Folder, string Data, int Port)
    {
        public string ConnectionString(string database)
            => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=opencode;Database={database};Maximum Pool Size=20");
    }
}
