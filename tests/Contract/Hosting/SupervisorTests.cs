using System.Net.Http.Json;
using System.Text.Json;
using OpenCode.Contract.Tests.Faults;
using OpenCode.Hosting;
using OpenCode.Models;

namespace OpenCode.Contract.Tests.Hosting;

/// <summary>Real servers that are killed, and what keeps them up.</summary>
public sealed class SupervisorTests : IDisposable
{
    private static readonly OpenCodeRestartPolicy _soon = new() { MaxRestarts = 2, FirstDelay = TimeSpan.FromMilliseconds(50) };
    private readonly string _folder = Directory.CreateTempSubdirectory("opencode-supervised-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OpenCodeServerOptions Options
        => new() { Directory = _folder, Environment = new Dictionary<string, string?> { ["OPENCODE_DISABLE_MODELS_FETCH"] = "1" } };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 120_000)]
    public async Task A_killed_server_comes_back_at_the_same_address_with_its_sessions()
    {
        await using OpenCodeServerSupervisor server = new(Options, _soon);
        Uri told = server.BaseUri;
        await server.StartAsync(Cancellation);
        OpenCodeServerStatus before = server.Status;
        await using OpenCodeClient client = new(new OpenCodeClientOptions { BaseUri = told, Directory = _folder });
        Session session = await client.Session.PostAsync(cancellationToken: Cancellation);

        RunningProcess.Kill(before.ProcessId!.Value);
        OpenCodeServerStatus restarting = await NextAsync(server, OpenCodeServerState.Restarting);
        OpenCodeServerStatus after = await NextAsync(server, OpenCodeServerState.Running);

        Assert.Equal(OpenCodeServerFailure.Died, restarting.Failure?.Failure);
        Assert.Equal((1, 1), (restarting.Restarts, after.Restarts));
        Assert.NotEqual(before.ProcessId, after.ProcessId);
        Assert.Equal(told, server.BaseUri);
        Assert.Equal(session.Id, (await client.Session[session.Id].GetAsync(cancellationToken: Cancellation)).Id);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_killed_server_was_running_is_ended_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes of a dead server are found through /proc.");
        await using OpenCodeServerSupervisor server = new(Options, _soon);
        await server.StartAsync(Cancellation);
        int tool = await StubbornToolAsync(server.BaseUri);
        Assert.True(RunningProcess.Exists(tool));

        RunningProcess.Kill(server.Status.ProcessId!.Value);

        await NextAsync(server, OpenCodeServerState.Running, restarts: 1);
        Assert.False(RunningProcess.Exists(tool));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_server_that_keeps_dying_is_given_up_with_its_last_words()
    {
        await using OpenCodeServerSupervisor server = new(Options, _soon with { MaxRestarts = 1 });
        await server.StartAsync(Cancellation);
        RunningProcess.Kill(server.Status.ProcessId!.Value);
        await NextAsync(server, OpenCodeServerState.Running, restarts: 1);

        RunningProcess.Kill(server.Status.ProcessId!.Value);
        OpenCodeServerStatus failed = await NextAsync(server, OpenCodeServerState.Failed);

        Assert.Equal(OpenCodeServerFailure.Died, failed.Failure!.Failure);
        Assert.Contains("OpenCodeRestartPolicy allows 1", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Contains($"opencode server listening on {server.BaseUri.ToString().TrimEnd('/')}", failed.Failure.Log);
        Assert.Same(failed.Failure, await Assert.ThrowsAsync<OpenCodeServerException>(() => server.WaitUntilRunningAsync(Cancellation)));
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_policy_a_dead_server_stays_dead_until_its_owner_starts_it()
    {
        await using OpenCodeServerSupervisor server = new(Options);
        await server.StartAsync(Cancellation);
        Uri told = server.BaseUri;
        RunningProcess.Kill(server.Status.ProcessId!.Value);
        OpenCodeServerStatus failed = await NextAsync(server, OpenCodeServerState.Failed);
        if (!OperatingSystem.IsWindows()) Assert.Contains("exit code 137, that is signal 9", failed.Failure!.Message, StringComparison.Ordinal);

        await server.StartAsync(Cancellation);
        Assert.Equal((OpenCodeServerState.Running, told), (server.Status.State, server.BaseUri));
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartAsync(Cancellation));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_stop_while_a_restart_waits_ends_the_waiting()
    {
        await using OpenCodeServerSupervisor server = new(Options, _soon with { FirstDelay = TimeSpan.FromMinutes(5), MaxDelay = TimeSpan.FromMinutes(5) });
        await server.StartAsync(Cancellation);
        RunningProcess.Kill(server.Status.ProcessId!.Value);
        await NextAsync(server, OpenCodeServerState.Restarting);

        await server.StopAsync(Cancellation);

        Assert.Equal(OpenCodeServerState.Stopped, server.Status.State);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_ends_a_start_that_is_going_on(bool disposes)
    {
        await using OpenCodeServerSupervisor server = new(new OpenCodeServerOptions
        {
            Executable = StandIn.Write(_folder, "echo $$ > \"$HOME/../pid\"; exec sleep 600"),
            Home = Path.Combine(_folder, "home"),
            StartTimeout = TimeSpan.FromMinutes(10),
        });
        string pid = Path.Combine(_folder, "pid");
        Task start = server.StartAsync(Cancellation);
        await Eventually.TrueAsync(() => File.Exists(pid) && File.ReadAllText(pid).EndsWith('\n'), "the server starts");

        if (disposes) await server.DisposeAsync();
        else await server.StopAsync(Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.Equal(OpenCodeServerState.Stopped, server.Status.State);
        Assert.False(RunningProcess.Exists(int.Parse(await File.ReadAllTextAsync(pid, Cancellation), System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_first_start_that_fails_is_not_repeated()
    {
        await using OpenCodeServerSupervisor server = new(
            new OpenCodeServerOptions
            {
                Executable = StandIn.Write(_folder, "echo broken; echo . >> \"$HOME/../starts\"; exit 3"),
                Home = Path.Combine(_folder, "home")
            }, _soon);

        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(() => server.StartAsync(Cancellation));

        Assert.Same(failed, server.Status.Failure);
        Assert.Equal((OpenCodeServerFailure.DiedAtStart, 1), (failed.Failure, File.ReadLines(Path.Combine(_folder, "starts")).Count()));
    }

    private static async Task<OpenCodeServerStatus> NextAsync(OpenCodeServerSupervisor server, OpenCodeServerState state, int restarts = 0)
    {
        await foreach (OpenCodeServerStatus status in server.WatchAsync(Cancellation))
        {
            if (status.State == state && status.Restarts >= restarts) return status;
            if (status is { State: OpenCodeServerState.Failed, Failure: { } failure }) throw failure;
        }

        throw new InvalidOperationException($"It ended before it was {state}.");
    }

    /// <summary>Starts what the shell tools of an agent can be: a process that outlives its terminal.</summary>
    private async Task<int> StubbornToolAsync(Uri server)
    {
        string pidFile = Path.Combine(_folder, "pid");
        using HttpClient http = new() { BaseAddress = server };
        using HttpResponseMessage answer = await http.PostAsJsonAsync(
            $"pty?directory={Uri.EscapeDataString(_folder)}",
            new { command = "/bin/sh", args = new[] { "-c", $"trap '' HUP TERM; echo $$ > '{pidFile}'; while :; do sleep 600; done" } },
            JsonSerializerOptions.Web,
            Cancellation);
        answer.EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => File.Exists(pidFile) && File.ReadAllText(pidFile).EndsWith('\n'), "the tool starts");
        return int.Parse(await File.ReadAllTextAsync(pidFile, Cancellation), System.Globalization.CultureInfo.InvariantCulture);
    }
}
