using System.Diagnostics;
using System.Globalization;
using OpenCode.Benchmarks.Workloads;
using OpenCode.Models;
using OpenCode.Sessions;
using OpenCode.Testing;

namespace OpenCode.Benchmarks.Quick;

/// <summary>What it costs to watch a thousand idle sessions of a real server at once, each with a reader of its own.</summary>
internal static class IdleRun
{
    private const int Sessions = 1000;
    private const int Renamed = 10;
    private const int AtOnce = 8;
    private const double MostHeap = 5_000;
    private const double MostResident = 20_000;
    private const double MostCpu = 0.02;

    private static readonly TimeSpan _watched = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <returns>Whether all limits are kept.</returns>
    public static async Task<bool> RunAsync()
    {
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync();
        using CountingHandler wire = new();
        using HttpClient http = new(wire) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new OpenCodeClient(
            new OpenCodeClientOptions { BaseUri = sandbox.BaseUri, Directory = sandbox.Directory, Password = "", HttpClient = http });
        OpenCodeSession[] sessions = await CreateAsync(client);

        // Code is compiled and pools are filled before anything is measured.
        await using (Watch first = await Watch.StartAsync(client, wire, sessions[..(Sessions / 4)])) await Task.Delay(_settling);

        // The same connection serves the readers that follow.
        (long heap, long resident) = Memory();
        await using Watch watch = await Watch.StartAsync(client, wire, sessions);
        await Task.Delay(_settling);
        (long heapAfter, long residentAfter) = Memory();
        int requests = wire.Answered;
        TimeSpan cpu = await CpuAsync();
        requests = wire.Answered - requests;

        // That they are watched at all.
        foreach (OpenCodeSession session in sessions[..Renamed]) await session.RenameAsync("Another title");
        await watch.WaitAsync(Renamed).WaitAsync(_patience);
        await Task.Delay(_settling);
        Console.WriteLine($"idle: {Sessions} sessions watched; {Renamed} were renamed, and {watch.Heard} readers heard of it");
        return Say("managed heap", (heapAfter - heap) / (double)Sessions / 1e3, "0.0", "kB a session", MostHeap / 1e3)
            & Say("resident memory", (residentAfter - resident) / (double)Sessions / 1e3, "0.0", "kB a session", MostResident / 1e3)
            & Say($"CPU in {_watched.TotalSeconds:0} s", cpu.TotalSeconds, "0.000", "s", MostCpu * _watched.TotalSeconds)
            & Say($"requests in {_watched.TotalSeconds:0} s", requests, "0", "", 0)
            & Say("subscriptions at the server", wire.Subscriptions, "0", "", 1)
            & Say("readers that heard of another session", watch.Heard - Renamed, "0", "", 0);
    }

    private static async Task<OpenCodeSession[]> CreateAsync(OpenCodeClient client)
    {
        OpenCodeSession[] sessions = new OpenCodeSession[Sessions];
        await Parallel.ForAsync(
            0,
            Sessions,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, stop) => sessions[i] = await client.Sessions.CreateAsync($"Session {i}", stop));
        return sessions;
    }

    private static (long Heap, long Resident) Memory()
    {
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        return (heap, Environment.WorkingSet);
    }

    private static async Task<TimeSpan> CpuAsync()
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        await Task.Delay(_watched);
        return Environment.CpuUsage.TotalTime - before;
    }

    private static bool Say(string name, double found, string format, string unit, double most)
    {
        bool isMet = found <= most;
        Console.WriteLine($"  {name}: {Text(found)} {unit} (target <= {Text(most)}) {(isMet ? "yes" : "NO")}");
        return isMet;

        string Text(double number) => number.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Readers of sessions, each of which waits for its first event.</summary>
    private sealed class Watch : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly List<Task> _readers = [];
        private int _heard;

        public int Heard => Volatile.Read(ref _heard);

        /// <summary>Opens a few readers at a time: each asks first which sub-agents its session has.</summary>
        public static async Task<Watch> StartAsync(OpenCodeClient client, CountingHandler wire, OpenCodeSession[] sessions)
        {
            Watch watch = new();
            int answered = wire.Answered;
            foreach (OpenCodeSession[] some in sessions.Chunk(AtOnce))
            {
                watch._readers.AddRange(some.Select(watch.ReadAsync));
                answered += some.Length;
                while (wire.Answered < answered) await Task.Delay(1);
            }

            await client.Sessions.WaitUntilLiveAsync().WaitAsync(_patience);
            return watch;
        }

        public async Task WaitAsync(int count)
        {
            while (Heard < count) await Task.Delay(100);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }

        private async Task ReadAsync(OpenCodeSession session)
        {
            bool isFirst = true;
            await foreach (Event _ in session.ReadEventsAsync(_stop.Token))
            {
                if (isFirst) Interlocked.Increment(ref _heard);
                isFirst = false;
            }
        }
    }
}
