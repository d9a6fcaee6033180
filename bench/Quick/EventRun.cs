using System.Diagnostics;
using OpenCode.Benchmarks.Workloads;

namespace OpenCode.Benchmarks.Quick;

/// <summary>Event streams from a loopback server: against the bare parser, and against the official JavaScript SDK.</summary>
internal static class EventRun
{
    private const int Events = 200_000;
    private const int MostBytes = 520;
    private const int Pairs = 15;

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        using ServerProcess flood = await EventFlood.StartAsync();
        using var readers = new EventReaders(flood.BaseUri, Events);
        var ratios = new List<Ratio>();
        Comparison bare = await Interleaved.CompareAsync(readers.ReadAsync, readers.ReadBareAsync, TimeSpan.FromSeconds(5), Pairs, runsPerSample: 1);
        double bytes = bare.OurBytes / Events;
        Console.WriteLine($"  {Rate(bare.Ours)} against {Rate(bare.Peer)} events/s, {bytes:0} bytes allocated per event");
        ratios.Add(new Ratio("events / bare SseParser", bare, $">= 0.50x speed, <= {MostBytes} B each", bare.Speed >= 0.5 && bytes <= MostBytes));

        if (NodeScript.IsInstalled)
        {
            using var script = new JavaScriptReader(flood.BaseUri);
            Comparison found = await CompareWithScriptAsync(readers, script);
            Console.WriteLine($"  {Rate(found.Ours)} against {Rate(found.Peer)} events/s");
            ratios.Add(new Ratio("events / JavaScript SDK", found, ">= 2.00x speed", found.Speed >= 2));
        }
        else
        {
            Console.WriteLine("events / JavaScript SDK: skipped, run `npm ci --ignore-scripts` in bench/sdk first");
        }

        return ratios;
    }

    private static async Task<Comparison> CompareWithScriptAsync(EventReaders readers, JavaScriptReader script)
    {
        for (int i = 0; i < 3; i++) await script.ReadAsync(Events);
        var ours = new List<double>();
        var theirs = new List<double>();
        for (int i = 0; i < Pairs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await readers.ReadAsync();
            ours.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            theirs.Add((await script.ReadAsync(Events)).TotalSeconds);
        }

        return new Comparison(
            TimeSpan.FromSeconds(Interleaved.Median(ours)),
            TimeSpan.FromSeconds(Interleaved.Median(theirs)),
            Interleaved.Median(ours.Zip(theirs, static (o, t) => t / o)),
            OurBytes: 0,
            PeerBytes: 0);
    }

    private static string Rate(TimeSpan time) => $"{Events / time.TotalSeconds:#,0}";
}
