using System.ComponentModel;
using System.Diagnostics;
using OpenCode.Hosting.Folders;
using OpenCode.Hosting.Guarding;
using OpenCode.Hosting.Logs;
using OpenCode.Hosting.Processes;

namespace OpenCode.Hosting.Starting;

/// <summary>One running <c>opencode serve</c>, with its log, its guard and what must go when it ends.</summary>
internal sealed class ServerProcess
{
    private const string ListeningPrefix = "opencode server listening on ";

    private static readonly TimeSpan _patienceAtExit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly IReadOnlyList<string> _folders;
    private readonly string _mark;
    private readonly ParentGuard _guard;
    private readonly Task _output;
    private readonly Task _errors;
    private readonly TaskCompletionSource<string> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process, ParentGuard guard, ServerSetup setup, string mark)
    {
        (_process, _guard) = (process, guard);
        _folders = setup.Folders;
        _mark = mark;
        Log = setup.Log;
        Id = process.Id;
        _output = Log.PumpAsync(process.StandardOutput, Watch);
        _errors = Log.PumpAsync(process.StandardError, Watch);
        Exited = WaitAsync();
        AppDomain.CurrentDomain.ProcessExit += KillAtProcessExit;
    }

    public int Id { get; }

    public ServerLog Log { get; }

    public Task<int> Exited { get; }

    /// <summary>The address that the server says it listens on.</summary>
    public Task<string> Listening => _listening.Task;

    public static ServerProcess Start(ServerSetup setup, int port)
    {
        OpenCodeServerOptions options = setup.Options;
        string[] arguments = ["serve", "--port", $"{port}", "--hostname", options.Hostname];
        ProcessStartInfo start = setup.Guarding.StartInfo(setup.Executable, arguments, setup.Folders);
        start.WorkingDirectory = Path.GetFullPath(options.Directory ?? Environment.CurrentDirectory);
        ServerEnvironment.Apply(start.Environment, options, setup.Home);
        string mark = setup.Guarding.Mark(start);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw setup.Guarding.NotStarted(start, exception);
        }

        return new ServerProcess(process, Guard(process, setup, mark), setup, mark);
    }

    /// <summary>Ends the process and all it has started, also when the process has ended by itself and they have not.</summary>
    public async Task StopAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Exited.IsCompleted)
        {
            MarkedProcesses.Kill(_mark);
            return;
        }

        ProcessTree tree = ProcessTree.Under(Id);
        if (!OperatingSystem.IsWindows() && patience > TimeSpan.Zero)
        {
            UnixSignal.SendTerminate(Id);
            try
            {
                await Exited.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
            {
                // Asked nicely for long enough.
            }
        }

        if (!Exited.IsCompleted) KillTree(_process);
        await Exited.ConfigureAwait(false);
        tree.KillSurvivors();
        MarkedProcesses.Kill(_mark);
    }

    /// <summary>Call after <see cref="StopAsync"/>, when everything the server left behind is gone.</summary>
    public async Task ReleaseAsync(TimeProvider time)
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtProcessExit;
        await DrainLogAsync(time).ConfigureAwait(false);
        _guard.Dispose();
        _process.Dispose();
    }

    /// <summary>Waits until the log is complete; not for ever, because a process the server left behind may hold the pipe open.</summary>
    public async Task DrainLogAsync(TimeProvider time)
    {
        try
        {
            await Task.WhenAll(_output, _errors).WaitAsync(TimeSpan.FromSeconds(1), time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What is there will do.
        }
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        _guard.ServerExited();
        return _process.ExitCode;
    }

    private void Watch(string line)
    {
        int at = line.IndexOf(ListeningPrefix, StringComparison.Ordinal);
        if (at >= 0) _listening.TrySetResult(line[(at + ListeningPrefix.Length)..].Trim());
    }

    // The guard would do it too, a moment later; this way nothing is left when the process has ended. The runtime waits for this
    // handler, and there is no asynchronous way.
    private void KillAtProcessExit(object? sender, EventArgs e)
    {
        if (!Exited.IsCompleted) KillTree(_process);
        _process.WaitForExit(_patienceAtExit);
        MarkedProcesses.Kill(_mark);
        foreach (string path in _folders) OpenCodeTemporaryFolder.TryDelete(path);
    }

    /// <summary>Guards a server that has just been started, or ends it: one that would outlive this process must not run.</summary>
    private static ParentGuard Guard(Process process, ServerSetup setup, string mark)
    {
        try
        {
            return setup.Guarding.Attach(process);
        }
        catch (Exception exception)
        {
            KillTree(process);
            process.WaitForExit(_patienceAtExit);
            MarkedProcesses.Kill(mark);
            process.Dispose();
            throw new OpenCodeServerException(
                OpenCodeServerFailure.NotGuarded,
                $"The server could not be tied to the life of this process, and was ended: {exception.Message.TrimEnd('.')}. "
                + "On Windows this process may lack the right to use job objects, or run inside a job that allows no other.",
                innerException: exception);
        }
    }

    private static void KillTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or AggregateException or Win32Exception)
        {
            // It has ended by itself, or has started something that this user cannot end.
        }
    }
}
