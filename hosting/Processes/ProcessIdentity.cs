namespace OpenCode.Hosting.Processes;

/// <summary>A process of this machine, told from a later one that was given its id.</summary>
/// <param name="Id">The id.</param>
/// <param name="StartedAt">When it started.</param>
public readonly record struct ProcessIdentity(int Id, DateTimeOffset StartedAt)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    /// <summary>When it started, as Linux counts it since its boot, which tells it from a later process also when the clock was set. Null elsewhere.</summary>
    public string? StartStamp { get; init; }

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => IsSame && !ProcessTree.IsDefunct(Id);

    private bool IsSame => StartStamp is { } stamp && ProcessStamp.Of(Id) is { } now ? stamp == now : ProcessTree.IsRunning(Id, StartedAt.UtcDateTime);

    /// <summary>The process with an id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>Null when there is none, or when it is another user's.</returns>
    public static ProcessIdentity? Find(int id)
        => ProcessTree.StartTime(id) is { } started && !ProcessTree.IsDefunct(id)
            ? new ProcessIdentity(id, started) { StartStamp = ProcessStamp.Of(id) } : null;

    /// <summary>
    /// Ends it with all that it has started: SIGTERM, then, after some patience, kills it. On Windows, which has no SIGTERM, it is killed at once. Does nothing
    /// when it has ended.
    /// </summary>
    /// <param name="patience">How long it may take to end by itself; zero to kill it at once.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Ends the patience, not the ending.</param>
    public async Task EndAsync(TimeSpan patience, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        if (!IsRunning) return;
        TimeProvider time = timeProvider ?? TimeProvider.System;
        ProcessTree tree = ProcessTree.Under(Id);
        if (patience > TimeSpan.Zero && !OperatingSystem.IsWindows())
        {
            UnixSignal.SendTerminate(Id);
            long began = time.GetTimestamp();
            while (IsRunning && time.GetElapsedTime(began) < patience && !cancellationToken.IsCancellationRequested)
                await Task.Delay(_pause, time, CancellationToken.None).ConfigureAwait(false);
        }

        if (IsRunning) ProcessTree.Kill(Id);
        tree.KillSurvivors();
    }

    /// <summary>
    /// Kills every process that has a variable in its environment, and so whatever a process that was started with it has left behind. On Linux and macOS only.
    /// </summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value.</param>
    public static void KillMarked(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(value);
        MarkedProcesses.Kill($"{name}={value}");
    }
}
