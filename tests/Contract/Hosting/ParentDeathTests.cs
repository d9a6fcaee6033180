using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using OpenCode.Contract.Tests.Faults;
using OpenCode.Hosting;
using OpenCode.Hosting.Folders;

namespace OpenCode.Contract.Tests.Hosting;

/// <summary>A program that ends without a word takes its server along, with everything that it started and made.</summary>
public sealed class ParentDeathTests : IDisposable
{
    private const string EndVariable = "HOSTING_PROGRAM_END";

    // The program would leave one of its own behind.
    private readonly string _folder = HostingProgram.Folder ?? Directory.CreateTempSubdirectory("opencode-parent-").FullName;
    private int _read;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string ToolFile => Path.Combine(_folder, "tool");

    public void Dispose()
    {
        if (HostingProgram.Folder is null) Directory.Delete(_folder, recursive: true);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_killed_program_leaves_neither_server_nor_home(bool restartFirst)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The server's home is read from /proc.");
        using HostingProgram program = HostingProgram.Start(_folder, typeof(ParentDeathTests), nameof(Program_with_a_supervised_server));
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
        await EmptyAsync();
    }

    /// <summary>How the program ends.</summary>
    [Theory(Timeout = 120_000)]
    [InlineData("killed")]
    [InlineData("killed, after its server died")]
    [InlineData("exit")]
    [InlineData("crash")]
    [InlineData("return")]
    [InlineData("return, after its server died")]
    public async Task What_a_shell_of_the_server_left_in_the_background_ends_with_the_program(string end)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Such processes are found through /proc.");
        using HostingProgram program = HostingProgram.Start(
            _folder, typeof(ParentDeathTests), nameof(Program_that_ends), new Dictionary<string, string?> { [EndVariable] = end });
        (int server, _) = await ReadAsync(program);
        int tool = int.Parse(await File.ReadAllTextAsync(ToolFile, Cancellation), CultureInfo.InvariantCulture);
        Assert.True(RunningProcess.Exists(tool));

        if (end.StartsWith("killed", StringComparison.Ordinal)) program.Kill();
        else await File.WriteAllTextAsync(Path.Combine(_folder, "go"), "", Cancellation);
        await program.EndAsync(Cancellation);

        await RunningProcess.GoneAsync(tool);
        await RunningProcess.GoneAsync(server);
        await EmptyAsync();
    }

    /// <summary>Not a test: the program that is killed.</summary>
    [Fact(Explicit = true)]
    public async Task Program_with_a_supervised_server()
    {
        Assert.SkipWhen(HostingProgram.Folder is null, "It runs in a process of its own only.");
        await using OpenCodeServerSupervisor supervisor = new(new OpenCodeServerOptions { Directory = _folder }, new OpenCodeRestartPolicy());
        await supervisor.StartAsync(Cancellation);
        await foreach (OpenCodeServerStatus status in supervisor.WatchAsync(Cancellation))
        {
            if (status.ProcessId is { } id) await TellAsync(id);
        }
    }

    /// <summary>Not a test: the program that ends.</summary>
    [Fact(Explicit = true)]
    public async Task Program_that_ends()
    {
        Assert.SkipWhen(HostingProgram.Folder is null, "It runs in a process of its own only.");
        string end = Environment.GetEnvironmentVariable(EndVariable)!;
        OpenCodeServer server = await OpenCodeServer.StartAsync(new OpenCodeServerOptions { Directory = _folder }, Cancellation);
        await LeaveInBackgroundAsync(server.BaseUri);
        int id = server.ProcessId;
        await File.WriteAllTextAsync(Path.Combine(_folder, "home"), server.Home, Cancellation);
        if (end.EndsWith("died", StringComparison.Ordinal))
        {
            RunningProcess.Kill(id);
            await server.Exited;
        }

        await TellAsync(id);
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(_folder, "go")), "the program may end");
        if (end == "exit") Environment.Exit(0);
        if (end == "crash") Environment.FailFast("It crashes, as it should.");
    }

    private Task TellAsync(int server) => File.AppendAllTextAsync(Path.Combine(_folder, "servers"), $"{server}\n", Cancellation);

    private Task EmptyAsync()
    {
        string temporary = HostingProgram.TemporaryFolder(_folder);
        return Eventually.TrueAsync(() => !Directory.EnumerateFileSystemEntries(temporary, "opencode-home-*").Any(), "the home and its mark are deleted");
    }

    /// <summary>As `npm run dev &amp;` does in a tool: the shell ends, and what it started belongs to nobody.</summary>
    private async Task LeaveInBackgroundAsync(Uri server)
    {
        using HttpClient http = new() { BaseAddress = server };
        using HttpResponseMessage response = await http.PostAsJsonAsync(
            $"pty?directory={Uri.EscapeDataString(_folder)}",
            new
            {
                command = "/bin/sh",
                args = new[] { "-c", $"trap '' HUP; sleep 600 >/dev/null 2>&1 & echo $! > '{ToolFile}.new'; mv '{ToolFile}.new' '{ToolFile}'" }
            },
            JsonSerializerOptions.Web,
            Cancellation);
        response.EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => File.Exists(ToolFile), "the tool starts");
    }

    /// <summary>Waits for the program's next server.</summary>
    private async Task<(int Server, string Home)> ReadAsync(HostingProgram program)
    {
        string file = Path.Combine(_folder, "servers");
        string[] lines = [];
        await program.ReachAsync(() => File.Exists(file) && (lines = File.ReadAllLines(file)).Length > _read, Cancellation);
        int id = int.Parse(lines[_read++], CultureInfo.InvariantCulture);
        string told = Path.Combine(_folder, "home");
        string home = File.Exists(told)
            ? await File.ReadAllTextAsync(told, Cancellation)
            : (await File.ReadAllTextAsync($"/proc/{id}/environ", Cancellation)).Split('\0').First(v => v.StartsWith("HOME=", StringComparison.Ordinal))[5..];
        return (id, home);
    }
}
