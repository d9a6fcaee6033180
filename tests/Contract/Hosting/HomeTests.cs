using System.Diagnostics;
using OpenCode.Contract.Tests.Faults;
using OpenCode.Hosting;
using OpenCode.Hosting.Folders;
using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Hosting;

/// <summary>A server's home is for its user alone, and a temporary one never stays behind.</summary>
public sealed class HomeTests : IDisposable
{
    private const string MomentVariable = "HOSTING_PROGRAM_MOMENT";
    private const UnixFileMode Open =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string _folder = HostingProgram.Folder ?? Directory.CreateTempSubdirectory("opencode-homes-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (HostingProgram.Folder is null) Directory.Delete(_folder, recursive: true);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("nothing is there")]
    [InlineData("the home is there, open to everybody")]
    [InlineData("its folders are there, open to everybody")]
    public async Task What_a_server_keeps_in_a_home_of_ones_own_is_out_of_reach_of_others(string before)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has other means.");
        string home = Path.Combine(_folder, "home");
        string[] open = before switch
        {
            "nothing is there" => [],
            "the home is there, open to everybody" => [home],
            _ => [home, Path.Combine(home, ".local"), Path.Combine(home, ".local", "share"), Path.Combine(home, ".local", "state"),
                Path.Combine(home, ".config"), Path.Combine(home, ".cache"), Path.Combine(home, "tmp")],
        };
        foreach (string folder in open)
        {
            Directory.CreateDirectory(folder);
            SetMode(folder, Open);
        }

        OpenCodeServerOptions options =
            new() { Directory = _folder, Home = home, Environment = new Dictionary<string, string?> { ["OPENCODE_DISABLE_MODELS_FETCH"] = "1" } };
        for (int start = 0; start < 2; start++)
        {
            await using OpenCodeServer server = await OpenCodeServer.StartAsync(options, Cancellation);
            await using OpenCodeClient client = new(new OpenCodeClientOptions { BaseUri = server.BaseUri, Directory = _folder });
            Session session = await client.Session.PostAsync(cancellationToken: Cancellation);
            Assert.NotEmpty(session.Id);
        }

        Assert.Equal(open.Order(StringComparer.Ordinal), OpenTo(home).Order(StringComparer.Ordinal));
        Assert.All(open, static folder => Assert.Equal(Open, Mode(folder)));
        Assert.NotEmpty(Directory.EnumerateFiles(home, "*.db", SearchOption.AllDirectories));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_full_disk_is_named_and_nothing_is_left_on_it()
    {
        string disk = Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName;
        string script = $"mount -t tmpfs -o size=64k tmpfs '{disk}' && {{ dd if=/dev/zero of='{disk}/filler' bs=1k 2>/dev/null; exec \"$@\"; }}";
        string[] through = ["unshare", "-rm", "sh", "-c", script, "sh"];
        Assert.SkipUnless(OperatingSystem.IsLinux() && await RunsAsync([.. through, "true"]), "No disk that is full can be made here.");
        StandIn.Write(_folder, "exit 3");

        using HostingProgram program = HostingProgram.Start(
            _folder, typeof(HomeTests), nameof(Program_on_a_full_disk),
                new Dictionary<string, string?> { ["TMPDIR"] = disk, ["DOTNET_EnableDiagnostics"] = "0" }, through);

        await program.SucceedAsync(Cancellation);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_start_that_is_cancelled_at_any_moment_leaves_nothing()
    {
        using HostingProgram program = HostingProgram.Start(_folder, typeof(HomeTests), nameof(Program_that_cancels_starts));

        await program.SucceedAsync(Cancellation);
    }

    /// <summary>When the program is killed, and how many milliseconds later.</summary>
    [Theory(Timeout = 120_000)]
    [InlineData("as a server starts", 0)]
    [InlineData("as a server starts", 50)]
    [InlineData("as a server starts", 300)]
    [InlineData("after a start that failed", 0)]
    [InlineData("as a sandbox makes its project", 0)]
    public async Task What_a_program_leaves_that_is_killed_is_deleted_at_the_latest_by_a_later_one(string moment, int milliseconds)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins for a server and git are shell scripts.");
        StandIn.Write(_folder, moment == "after a start that failed" ? "exit 3" : "mkdir \"$TMPDIR/more\"; echo > \"$TMPDIR/more/file\"; exec sleep 600");
        string tools = Directory.CreateDirectory(Path.Combine(_folder, "tools")).FullName;
        File.Move(StandIn.Write(tools, $"echo > '{_folder}/now'; exec sleep 20"), Path.Combine(tools, "git"));
        using HostingProgram program = HostingProgram.Start(
            _folder, typeof(HomeTests), nameof(Program_that_is_killed),
            new Dictionary<string, string?> { [MomentVariable] = moment, ["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}" });
        await program.ReachAsync(() => File.Exists(Path.Combine(_folder, "now")), Cancellation);
        await Task.Delay(milliseconds, Cancellation);
        program.Kill();
        await program.EndAsync(Cancellation);

        string temporary = HostingProgram.TemporaryFolder(_folder);
        await Eventually.TrueAsync(
            () =>
            {
                AbandonedFolders.Sweep(temporary);
                return !Directory.EnumerateFileSystemEntries(temporary, "opencode-*").Any();
            },
            "everything is deleted");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_home_on_a_disk_that_cannot_be_written_is_named()
    {
        string home = Path.Combine(_folder, "home");
        string data = Path.Combine(home, ".local", "share");
        Directory.CreateDirectory(data);
        await File.WriteAllTextAsync(Path.Combine(data, "opencode"), "in the way", Cancellation);

        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(
            () => OpenCodeServer.StartAsync(new OpenCodeServerOptions { Executable = StandIn.Write(_folder, "exit 3"), Home = home }, Cancellation));

        Assert.Equal(OpenCodeServerFailure.HomeUnusable, failed.Failure);
        Assert.Contains(Path.Combine(data, "opencode"), failed.Message, StringComparison.Ordinal);
    }

    /// <summary>Not a test: the program whose folder for temporary files is full.</summary>
    [Fact(Explicit = true)]
    public async Task Program_on_a_full_disk()
    {
        Assert.SkipWhen(HostingProgram.Folder is null, "It runs in a process of its own only.");
        string[] before = Directory.GetFileSystemEntries(Path.GetTempPath());
        for (int start = 0; start < 3; start++)
        {
            OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(
                () => OpenCodeServer.StartAsync(new OpenCodeServerOptions { Executable = Path.Combine(_folder, "opencode") }, Cancellation));

            Assert.Equal(OpenCodeServerFailure.HomeUnusable, failed.Failure);
            Assert.Contains($"'{Path.GetTempPath()}'", failed.Message, StringComparison.Ordinal);
            Assert.Contains("free space there", failed.Message, StringComparison.Ordinal);
        }

        // A home of the user's own on that disk, whose folders were made when there was room.
        string home = Path.Combine(Path.GetTempPath(), "home");
        File.Delete(Path.Combine(Path.GetTempPath(), "filler"));
        await Assert.ThrowsAsync<OpenCodeServerException>(
            () => OpenCodeServer.StartAsync(new OpenCodeServerOptions { Executable = Path.Combine(_folder, "opencode"), Home = home }, Cancellation));
        OpenCodeServerException full = await Assert.ThrowsAsync<OpenCodeServerException>(() => Fill(home));
        Assert.Equal(OpenCodeServerFailure.HomeUnusable, full.Failure);
        Assert.Contains(home, full.Message, StringComparison.Ordinal);
        Directory.Delete(home, recursive: true);
        File.Delete(Path.Combine(Path.GetTempPath(), "filler"));
        Assert.Equal(before.Where(static e => !e.EndsWith("filler", StringComparison.Ordinal)), Directory.GetFileSystemEntries(Path.GetTempPath()));
    }

    /// <summary>Not a test: the program that changes its mind.</summary>
    [Fact(Explicit = true)]
    public async Task Program_that_cancels_starts()
    {
        Assert.SkipWhen(HostingProgram.Folder is null, "It runs in a process of its own only.");
        foreach (int milliseconds in new[] { 0, 5, 20, 50, 100, 200, 400, 700 })
        {
            using CancellationTokenSource cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            cancelled.CancelAfter(milliseconds);
            try
            {
                await (await OpenCodeServer.StartAsync(new OpenCodeServerOptions { Directory = _folder }, cancelled.Token)).DisposeAsync();
            }
            catch (OperationCanceledException)
            {
                // That is what it is about.
            }

            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetTempPath(), "opencode-*"));
        }
    }

    /// <summary>Not a test: the program that is killed while it starts a server.</summary>
    [Fact(Explicit = true)]
    public async Task Program_that_is_killed()
    {
        Assert.SkipWhen(HostingProgram.Folder is null, "It runs in a process of its own only.");
        Task NowAsync() => File.WriteAllTextAsync(Path.Combine(_folder, "now"), "", Cancellation);
        OpenCodeServerOptions options = new() { Executable = Path.Combine(_folder, "opencode") };
        switch (Environment.GetEnvironmentVariable(MomentVariable))
        {
            case "as a sandbox makes its project":
                await OpenCodeSandbox.StartAsync(cancellationToken: Cancellation);
                break;
            case "after a start that failed":
                OpenCodeServerSupervisor supervisor = new(options);
                await Assert.ThrowsAsync<OpenCodeServerException>(() => supervisor.StartAsync(Cancellation));
                await NowAsync();
                await Task.Delay(Timeout.Infinite, Cancellation);
                break;
            default:
                await NowAsync();
                await OpenCodeServer.StartAsync(options, Cancellation);
                break;
        }
    }

    private async Task Fill(string home)
    {
        string filler = Path.Combine(Path.GetTempPath(), "filler");
        await using (FileStream file = File.Create(filler, bufferSize: 1))
        {
            try
            {
                while (true) file.Write(new byte[1024]);
            }
            catch (IOException)
            {
                // Full.
            }
        }

        await OpenCodeServer.StartAsync(new OpenCodeServerOptions { Executable = Path.Combine(_folder, "opencode"), Home = home }, Cancellation);
    }

    private static async Task<bool> RunsAsync(string[] command)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(Cancellation);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>What others can reach and read: a folder in which everything is closed hides what is in it.</summary>
    private static IEnumerable<string> OpenTo(string folder)
    {
        if ((Mode(folder) & (UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)) == 0) return [];
        return Directory.EnumerateDirectories(folder).SelectMany(OpenTo)
            .Concat(Directory.EnumerateFiles(folder).Where(static f => (Mode(f) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0))
            .Prepend(folder);
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }
}
