namespace OpenCode.Hosting.Supervision;

/// <summary>Decides about restarts: remembers those of the last <see cref="OpenCodeRestartPolicy.Window"/>.</summary>
internal sealed class RestartSchedule(OpenCodeRestartPolicy policy, TimeProvider time)
{
    // Doubling more often would overflow, and has long reached any MaxDelay.
    private const int MostDoublings = 40;

    private readonly Queue<long> _attempts = new();

    /// <summary>Counts one more restart and returns how long to wait before it; null when the limit is reached.</summary>
    public TimeSpan? Next()
    {
        while (_attempts.TryPeek(out long oldest) && time.GetElapsedTime(oldest) >= policy.Window) _attempts.Dequeue();
        if (_attempts.Count >= policy.MaxRestarts) return null;

        double delay = policy.FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(_attempts.Count, MostDoublings));
        _attempts.Enqueue(time.GetTimestamp());
        return TimeSpan.FromMilliseconds(Math.Min(delay, policy.MaxDelay.TotalMilliseconds));
    }
}
