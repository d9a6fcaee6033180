using System.Diagnostics;
using System.Globalization;
using OpenCode.Benchmarks.Workloads;
using OpenCode.Models;

namespace OpenCode.Benchmarks.Soak;

/// <summary>A million events through one subscription, with a fast and with a slow reader, while memory is watched.</summary>
internal static class SoakRun
{
    private const int Events = 1_000_000;
    private const int Samples = 20;

    // What the first samples see includes code that was just compiled and pools that fill.
    private const int WarmUp = 4;
    private const double MostGrowth = 0.10;

    // A slow reader rests for a millisecond after this many events: the server could send a hundred times as many.
    private const int EventsBetweenRests = 100;

    public static async Task<int> RunAsync()
    {
        using ServerProcess flood = await EventFlood.StartAsync();
        bool isFlat = true;
        foreach (bool isSlow in new[] { false, true }) isFlat &= await RunAsync(flood.BaseUri, isSlow);
        return isFlat ? 0 : 1;
    }

    private static async Task<bool> RunAsync(Uri baseUri, bool isSlow)
    {
        await using var client = new OpenCodeClient(new OpenCodeClientOptions { BaseUri = baseUri, Password = "" });
        var managed = new List<long>();
        var resident = new List<long>();
        long start = Stopwatch.GetTimestamp();
        int read = 0;
        await foreach (Event e in client.Event.SubscribeAsync())
        {
            if (e is not EventMessagePartDelta) throw new InvalidOperationException($"An event of type {e.Type} was not sent.");
            read++;
            if (isSlow && read % EventsBetweenRests == 0) await Task.Delay(1);
            if (read % (Events / Samples) == 0)
            {
                managed.Add(GC.GetTotalMemory(forceFullCollection: true));
                resident.Add(Environment.WorkingSet);
            }

            if (read == Events) break;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(isSlow ? "slow" : "fast")} reader: {read:#,0} events in {seconds:0.0} s, {read / seconds:#,0}/s"));
        return IsFlat("managed heap", managed) & IsFlat("resident set", resident);
    }

    private static bool IsFlat(string name, List<long> samples)
    {
        List<long> warm = samples[WarmUp..];
        double growth = ((double)warm.Max() / warm[0]) - 1;
        bool isFlat = growth <= MostGrowth;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name}: {warm[0] / 1e6:0.00} MB after {WarmUp * 100 / Samples} %, at most {warm.Max() / 1e6:0.00} MB, last {warm[^1] / 1e6:0.00} MB: {growth:+0.0 %;-0.0 %} (target <= +{MostGrowth:0 %}) {(isFlat ? "yes" : "NO")}"));
        return isFlat;
    }
}
