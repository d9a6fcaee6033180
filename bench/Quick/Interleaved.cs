using System.Diagnostics;

namespace OpenCode.Benchmarks.Quick;

/// <summary>What a comparison of two pieces of work found.</summary>
/// <param name="Ours">Median time of ours.</param>
/// <param name="Peer">Median time of the peer's.</param>
/// <param name="Speed">How many times as fast ours is: the median over pairs of neighbours in time.</param>
/// <param name="OurBytes">Bytes that one run of ours allocates.</param>
/// <param name="PeerBytes">Bytes that one run of the peer's allocates.</param>
internal sealed record Comparison(TimeSpan Ours, TimeSpan Peer, double Speed, double OurBytes, double PeerBytes)
{
    public double Allocation => OurBytes / PeerBytes;
}

/// <summary>
/// Runs two pieces of work in turn (A B, B A, …) and compares neighbours: what slows the machine down for a moment slows both of a pair down,
/// or is an outlier that the median drops.
/// </summary>
internal static class Interleaved
{
    public static Comparison Compare(Action ours, Action peer, TimeSpan warmUp, int pairs, int runsPerSample)
        => CompareAsync(Loop(ours, runsPerSample), Loop(peer, runsPerSample), warmUp, pairs, runsPerSample).GetAwaiter().GetResult();

    /// <param name="ours">A sample of our work.</param>
    /// <param name="peer">A sample of the peer's work.</param>
    /// <param name="warmUp">How long to run both before measuring.</param>
    /// <param name="pairs">How many samples of each to take.</param>
    /// <param name="runsPerSample">How many runs a sample has; the results are per run.</param>
    public static async Task<Comparison> CompareAsync(Func<Task> ours, Func<Task> peer, TimeSpan warmUp, int pairs, int runsPerSample)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < warmUp;)
        {
            await ours();
            await peer();
        }

        GC.Collect();
        var ourSamples = new List<Sample>(pairs);
        var peerSamples = new List<Sample>(pairs);
        for (int i = 0; i < pairs; i++)
        {
            if (i % 2 == 0)
            {
                ourSamples.Add(await MeasureAsync(ours));
                peerSamples.Add(await MeasureAsync(peer));
            }
            else
            {
                peerSamples.Add(await MeasureAsync(peer));
                ourSamples.Add(await MeasureAsync(ours));
            }
        }

        return new Comparison(
            TimeSpan.FromSeconds(Median(ourSamples.Select(static s => s.Seconds)) / runsPerSample),
            TimeSpan.FromSeconds(Median(peerSamples.Select(static s => s.Seconds)) / runsPerSample),
            Median(ourSamples.Zip(peerSamples, static (o, p) => p.Seconds / o.Seconds)),
            Median(ourSamples.Select(static s => (double)s.Bytes)) / runsPerSample,
            Median(peerSamples.Select(static s => (double)s.Bytes)) / runsPerSample);
    }

    private static Func<Task> Loop(Action work, int runs) => () =>
    {
        for (int i = 0; i < runs; i++) work();
        return Task.CompletedTask;
    };

    private static async Task<Sample> MeasureAsync(Func<Task> work)
    {
        // Synchronous work stays on this thread; asynchronous work is counted wherever it runs.
        int thread = Environment.CurrentManagedThreadId;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long allBytes = GC.GetTotalAllocatedBytes(precise: false);
        long start = Stopwatch.GetTimestamp();
        Task running = work();
        bool isSynchronous = running.IsCompletedSuccessfully;
        await running;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return isSynchronous && thread == Environment.CurrentManagedThreadId
            ? new Sample(seconds, GC.GetAllocatedBytesForCurrentThread() - bytes)
            : new Sample(seconds, GC.GetTotalAllocatedBytes(precise: false) - allBytes);
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private readonly record struct Sample(double Seconds, long Bytes);
}
