using System.Diagnostics;
using OpenCode.Hosting;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Hosting;

/// <summary>Servers that do not start, and servers that end.</summary>
public sealed class ServerStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("opencode-start-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, OpenCodeServerOptions> Unusable => new()
    {
        { "Port", new OpenCodeServerOptions { Port = 70_000 } },
        { "Password", new OpenCodeServerOptions { Password = "" } },
        { "UserName", new OpenCodeServerOptions { UserName = "a:b" } },
        { "Directory", new OpenCodeServerOptions { Directory = "/no/such/folder" } },
        { "ConfigJson", new OpenCodeServerOptions { ConfigJson = "[1]" } },
        { "PortRange", new OpenCodeServerOptions { PortRange = new(4100, 4099) } },
        { "PortRange", new OpenCodeServerOptions { PortRange = new(4100, 4199), Port = 4100 } },
        { "Executable", new OpenCodeServerOptions { Executable = "opencode", Version = "1.18.33" } },
        { "StartTimeout", new OpenCodeServerOptions { StartTimeout = TimeSpan.Zero } },
        { "StartTimeout", new OpenCodeServerOptions { StartTimeout = TimeSpan.MaxValue } },
        { "StopTimeout", new OpenCodeServerOptions { StopTimeout = TimeSpan.MaxValue } },
        { "Password", new OpenCodeServerOptions { Password = "a\0b" } },
        { "Executable", new OpenCodeServerOptions { Executable = "" } },
        { "Home", new OpenCodeServerOptions { Home = " " } },
        { "Environment", new OpenCodeServerOptions { Environment = new Dictionary<string, string?> { ["A=B"] = "c" } } },
        { "Environment", new OpenCodeServerOptions { Environment = new Dictionary<string, string?> { ["A"] = "b\0c" } } },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Unusable))]
    public async Task An_option_that_cannot_work_is_refused_by_name(string option, OpenCodeServerOptions options)
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => OpenCodeServer.StartAsync(options, Cancellation));

        Assert.Contains($"OpenCodeServerOptions.{option}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_executable_is_named()
    {
        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(
            () => OpenCodeServer.StartAsync(new OpenCodeServerOptions { Executable = "/no/such/opencode" }, Cancellation));

        Assert.Equal(OpenCodeServerFailure.NotInstalled, failed.Failure);
        Assert.Contains("/no/such/opencode", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_that_cannot_be_made_is_named()
    {
        string file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", Cancellation);
        OpenCodeServerOptions options = new() { Executable = StandIn.Write(_folder, "exit 3"), Home = Path.Combine(file, "home") };

        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(() => OpenCodeServer.StartAsync(options, Cancellation));

        Assert.Equal(OpenCodeServerFailure.HomeUnusable, failed.Failure);
        Assert.Contains(options.Home, failed.Message, StringComparison.Ordinal);
        Assert.Contains("OpenCodeServerOptions.Home", failed.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Whoever_disposes_of_a_server_finds_it_gone_afterwards()
    {
        OpenCodeServer server = await OpenCodeServer.StartAsync(new OpenCodeServerOptions { Directory = _folder }, Cancellation);
        Task first = server.DisposeAsync().AsTask();

        await server.DisposeAsync();

        Assert.True(server.Exited.IsCompleted);
        Assert.False(Directory.Exists(server.Home));
        await first;
        await server.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_server_that_dies_at_start_leaves_its_last_words()
    {
        OpenCodeServerOptions options = new() { Executable = StandIn.Write(_folder, "echo 'the database is locked' >&2\nexit 3") };

        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(() => OpenCodeServer.StartAsync(options, Cancellation));

        Assert.Equal(OpenCodeServerFailure.DiedAtStart, failed.Failure);
        Assert.Contains("exit code 3", failed.Message, StringComparison.Ordinal);
        Assert.Contains("the database is locked", failed.Log);
    }

    [Fact]
    public async Task A_password_is_masked_in_what_a_broken_server_prints()
    {
        OpenCodeServerOptions options = new()
        {
            Executable = StandIn.Write(_folder, "echo \"cannot use $OPENCODE_SERVER_PASSWORD\" >&2\nexit 3"),
            Password = "swordfish",
        };

        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(() => OpenCodeServer.StartAsync(options, Cancellation));

        Assert.Contains("cannot use ***", failed.Log);
        Assert.DoesNotContain("swordfish", failed.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_version_that_does_not_exist_is_named()
    {
        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(
            () => OpenCodeServer.StartAsync(new OpenCodeServerOptions { Version = "1.0.9999" }, Cancellation));

        Assert.Equal(OpenCodeServerFailure.NotInstalled, failed.Failure);
        Assert.Contains("npm has no opencode-ai 1.0.9999", failed.Message, StringComparison.Ordinal);
    }

    // Each takes 350 MB from npm. To run them: -- xUnit.Explicit=on
    [Theory(Explicit = true)]
    [InlineData("1.0.0")]
    [InlineData("1.2.27")]
    [InlineData("1.14.41")]
    [InlineData("1.17.19")]
    [InlineData("1.18.33")]
    public async Task An_old_release_starts_answers_and_stops(string version)
    {
        await OpenCodeInstallation.EnsureAsync(new OpenCodeInstallationOptions { Version = version }, Cancellation);
        var watch = Stopwatch.StartNew();
        await using OpenCodeServer server =
            await OpenCodeServer.StartAsync(new OpenCodeServerOptions { Version = version, Password = "swordfish" }, Cancellation);
        TestContext.Current.TestOutputHelper?.WriteLine($"{version} started in {watch.Elapsed.TotalSeconds:0.00} s");

        await server.StopAsync(Cancellation);

        Assert.False(RunningProcess.Exists(server.ProcessId));
        Assert.DoesNotContain("swordfish", server.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_after_the_start_timeout()
    {
        OpenCodeServerOptions options = new() { Executable = StandIn.Write(_folder, "exec sleep 600"), StartTimeout = TimeSpan.FromMilliseconds(300) };

        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(() => OpenCodeServer.StartAsync(options, Cancellation));

        Assert.Equal(OpenCodeServerFailure.StartTimeout, failed.Failure);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_outlives_the_Ctrl_C_that_its_program_handles()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(cancellationToken: Cancellation);
        await using OpenCodeClient client = new(new OpenCodeClientOptions { BaseUri = sandbox.BaseUri, Directory = sandbox.Directory });

        // As a terminal sends it to every process of the program's group.
        using Process kill = Process.Start("kill", ["-INT", $"{sandbox.Server.ProcessId}"]);
        await kill.WaitForExitAsync(Cancellation);

        Assert.NotSame(sandbox.Server.Exited, await Task.WhenAny(sandbox.Server.Exited, client.Sessions.CreateAsync("After", Cancellation)));
        Assert.Single(await client.Sessions.ListAsync(cancellationToken: Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_sandbox_that_ends_leaves_no_process_and_no_folder()
    {
        int process;
        string home;
        string project;
        await using (OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(cancellationToken: Cancellation))
        {
            (process, home, project) = (sandbox.Server.ProcessId, sandbox.Server.Home, sandbox.Directory);
            Assert.False(Process.GetProcessById(process).HasExited);
        }

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(process));
        Assert.False(Directory.Exists(home));
        Assert.False(Directory.Exists(project));
    }
}
