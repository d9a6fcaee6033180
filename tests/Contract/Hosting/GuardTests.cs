using System.ComponentModel;
using System.Globalization;
using OpenCode.Hosting;
using OpenCode.Hosting.Guarding;
using OpenCode.Hosting.Starting;

namespace OpenCode.Contract.Tests.Hosting;

/// <summary>A server that nothing ends together with this process does not run.</summary>
public sealed class GuardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("opencode-guard-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_cannot_be_guarded_is_ended_with_what_it_has_started()
    {
        string pids = Path.Combine(_folder, "pids");
        string executable = StandIn.Write(_folder, $"sleep 600 & echo $! > '{pids}.new'; echo $$ >> '{pids}.new'; mv '{pids}.new' '{pids}'; wait");

        // What Windows says when a process may not be put into a job.
        JobGuarding guarding = new(_ =>
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(pids), TimeSpan.FromSeconds(10)));
            throw new Win32Exception(5);
        });

        (OpenCodeServerException failed, ServerSetup setup) = await FailAsync(executable, guarding);

        Assert.Equal(OpenCodeServerFailure.NotGuarded, failed.Failure);
        Assert.IsType<Win32Exception>(failed.InnerException);
        foreach (string id in await File.ReadAllLinesAsync(pids, Cancellation)) await RunningProcess.GoneAsync(int.Parse(id, CultureInfo.InvariantCulture));
        await setup.DeleteFoldersAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_shell_for_the_watcher_no_server_is_started()
    {
        string started = Path.Combine(_folder, "started");

        (OpenCodeServerException failed, ServerSetup setup) = await FailAsync(StandIn.Write(_folder, $"echo > '{started}'"), new ShellGuarding("/no/such/sh"));

        Assert.Equal(OpenCodeServerFailure.NotGuarded, failed.Failure);
        Assert.Contains("/no/such/sh", failed.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(started));
        await setup.DeleteFoldersAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task Settings_that_are_too_long_for_the_system_are_named()
    {
        OpenCodeServerOptions options =
            new() { Executable = StandIn.Write(_folder, "exit 3"), ConfigJson = $$"""{ "model": "{{new string('x', 4_000_000)}}" }""" };

        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(() => OpenCodeServer.StartAsync(options, Cancellation));

        Assert.Equal(OpenCodeServerFailure.DiedAtStart, failed.Failure);
        Assert.Contains("OpenCodeServerOptions.ConfigJson", failed.Message, StringComparison.Ordinal);
    }

    private static async Task<(OpenCodeServerException Failed, ServerSetup Setup)> FailAsync(string executable, IParentGuarding guarding)
    {
        OpenCodeServerOptions options = new() { Executable = executable };
        ServerSetup setup = await ServerSetup.PrepareAsync(options, ServerSetup.CreateLog(options), Cancellation, guarding);
        return (await Assert.ThrowsAsync<OpenCodeServerException>(() => new ServerStart(setup).RunAsync(Cancellation)), setup);
    }
}
