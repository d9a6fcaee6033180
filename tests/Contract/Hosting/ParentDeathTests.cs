using System.Diagnostics;
using System.Globalization;
using OpenCode.Contract.Tests.Faults;
using OpenCode.Hosting;

namespace OpenCode.Contract.Tests.Hosting;

/// <summary>A program that is killed takes its server along, also one that has been started again.</summary>
public sealed class ParentDeathTests : IDisposable
{
    // Set for the program that is going to be killed: it is this test assembly again, running one test of it.
    private const string FolderVariable = "PARENT_DEATH_FOLDER";
    private static readonly string? s_given = Environment.GetEnvironmentVariable(FolderVariable);

    // The program would leave one of its own behind.
    private readonly string _folder = s_given ?? Directory.CreateTempSubdirectory("opencode-parent-").FullName;
    private int _read;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (s_given is null) Directory.Delete(_folder, recursive: true);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_killed_program_leaves_neither_server_nor_home(bool restartFirst)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The server's home is read from /proc.");
        using Process program = Start();
        try
        {
            (int server, string home) = await ReadAsync(program);
            if (restartFirst)
            {
                RunningProcess.Kill(server);
                (server, home) = await ReadAsync(program);
            }

            Assert.True(RunningProcess.Exists(server));
            Assert.True(Directory.Exists(home));
            program.Kill();

            await RunningProcess.GoneAsync(server);
            await Eventually.TrueAsync(() => !Directory.Exists(home), "the home is deleted");
        }
        finally
        {
            program.Kill();
        }
    }

    /// <summary>Not a test: the program that is killed.</summary>
    [Fact(Explicit = true)]
    public async Task Program_with_a_server()
    {
        Assert.SkipWhen(s_given is null, "It runs in a process of its own only.");
        await using OpenCodeServerSupervisor supervisor = new(new OpenCodeServerOptions { Directory = _folder }, new OpenCodeRestartPolicy());
        await supervisor.StartAsync(Cancellation);
        await foreach (OpenCodeServerStatus status in supervisor.WatchAsync(Cancellation))
        {
            if (status.ProcessId is { } id) await File.AppendAllTextAsync(Path.Combine(_folder, "servers"), $"{id}\n", Cancellation);
        }
    }

    private Process Start()
    {
        string assembly = typeof(ParentDeathTests).Assembly.Location;
        ProcessStartInfo start = new("dotnet", ["exec", assembly, "-explicit", "only", "-method", $"{typeof(ParentDeathTests).FullName}.{nameof(Program_with_a_server)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [FolderVariable] = _folder },
        };
        Process program = Process.Start(start)!;
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits for the program's next server.</summary>
    private async Task<(int Server, string Home)> ReadAsync(Process program)
    {
        string file = Path.Combine(_folder, "servers");
        string[] lines = [];
        await Eventually.TrueAsync(
            () => program.HasExited || (File.Exists(file) && (lines = File.ReadAllLines(file)).Length > _read), "the program starts a server");
        Assert.False(program.HasExited);
        int id = int.Parse(lines[_read++], CultureInfo.InvariantCulture);
        string home = (await File.ReadAllTextAsync($"/proc/{id}/environ", Cancellation)).Split('\0').First(v => v.StartsWith("HOME=", StringComparison.Ordinal))[5..];
        return (id, home);
    }
}
