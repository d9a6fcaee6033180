using OpenCode.Benchmarks.Workloads;

namespace OpenCode.Benchmarks.Quick;

/// <summary>Every comparison once. Arguments choose some of them by the start of their names.</summary>
internal static class QuickRun
{
    private const int RequestsPerSample = 100;

    public static async Task<int> RunAsync(string[] names)
    {
        bool Wanted(string name) => names.Length == 0 || names.Any(n => name.StartsWith(n, StringComparison.OrdinalIgnoreCase));
        var ratios = new List<Ratio>();
        Console.WriteLine(Ratio.Header);
        if (Wanted("decode"))
        {
            var list = new MessageList();
            Print(ratios, Decode(list, "decode / STJ, required and init", () => list.DecodePeer(), 2.2));
            Print(ratios, Decode(list, "decode / STJ, plain setters", () => list.DecodeSettablePeer(), 1.9));
            Print(ratios, Walk(list));
        }

        if (Wanted("decode"))
        {
            foreach (Ratio ratio in GeneratorRun.Decode()) Print(ratios, ratio);
        }

        if (Wanted("encode")) Print(ratios, Encode());
        if (Wanted("get"))
        {
            Print(ratios, await GetAsync());
            foreach (Ratio ratio in await GeneratorRun.GetAsync()) Print(ratios, ratio);
        }

        if (Wanted("size")) GeneratorRun.PrintSizes();
        if (Wanted("events"))
        {
            foreach (Ratio ratio in await EventRun.RunAsync()) Print(ratios, ratio);
        }

        if (Wanted("turns"))
        {
            foreach (Ratio ratio in await TurnRun.RunAsync()) Print(ratios, ratio);
        }

        if (Wanted("start"))
        {
            foreach (Ratio ratio in await StartUpRun.RunAsync()) Print(ratios, ratio);
        }

        if (Wanted("occtl") && await OcctlRun.RunAsync() is { } occtl) Print(ratios, occtl);
        if (Wanted("generate"))
        {
            if (GeneratorProcess.HasNSwag) Print(ratios, await GenerateAsync());
            else Console.WriteLine("generate: skipped, run `npm ci --ignore-scripts` in bench/nswag first");
        }

        bool isIdleCheap = !Wanted("idle") || await IdleRun.RunAsync();
        return isIdleCheap && ratios.TrueForAll(static r => r.IsMet) ? 0 : 1;
    }

    private static Ratio Decode(MessageList list, string name, Action peer, double least)
    {
        Comparison found = Interleaved.Compare(() => list.Decode(), peer, TimeSpan.FromSeconds(4), pairs: 300, runsPerSample: 4);
        Console.WriteLine($"  {list.Utf8.Length} bytes: {Throughput(list, found.Ours)} against {Throughput(list, found.Peer)} MB/s, "
            + $"{found.OurBytes / list.Utf8.Length:0.00} against {found.PeerBytes / list.Utf8.Length:0.00} bytes allocated per byte");
        return new Ratio(name, found, $">= {least:0.00}x speed, <= 1.00x alloc", found.Speed >= least && found.Allocation <= 1);
    }

    private static Ratio Walk(MessageList list)
    {
        Comparison found = Interleaved.Compare(() => list.Decode(), () => list.Walk(), TimeSpan.FromSeconds(3), pairs: 200, runsPerSample: 4);
        return new Ratio("decode / bare Utf8JsonReader", found, ">= 0.40x speed", found.Speed >= 0.4);
    }

    private static Ratio Encode()
    {
        var list = new MessageList();
        Comparison found = Interleaved.Compare(() => list.Encode(), () => list.EncodePeer(), TimeSpan.FromSeconds(3), pairs: 300, runsPerSample: 4);
        return new Ratio("encode / STJ, required and init", found, ">= 1.00x speed", found.Speed >= 1);
    }

    private static async Task<Ratio> GetAsync()
    {
        using ServerProcess server = await LoopbackServer.StartAsync();
        using var get = new SessionGet(server.BaseUri);
        Comparison found = await Interleaved.CompareAsync(
            () => RepeatAsync(get.GetAsync), () => RepeatAsync(get.GetBareAsync), TimeSpan.FromSeconds(5), pairs: 200, RequestsPerSample);
        Console.WriteLine($"  {found.OurBytes:0} against {found.PeerBytes:0} bytes allocated per request: {found.OurBytes - found.PeerBytes:+0;-0} bytes");
        return new Ratio("GET a session / bare HttpClient", found, ">= 0.95x speed, <= +1 kB", found.Speed >= 0.95 && found.OurBytes - found.PeerBytes <= 1024);
    }

    private static async Task<Ratio> GenerateAsync()
    {
        using var generator = new GeneratorProcess();
        Comparison found =
            await Interleaved.CompareAsync(generator.RunAsync, generator.RunNSwagAsync, TimeSpan.FromMilliseconds(1), pairs: 7, runsPerSample: 1);
        // The work happens in other processes; what this one allocates says nothing.
        return new Ratio("generate the client / NSwag", found with { OurBytes = 0, PeerBytes = 0 }, ">= 1.50x speed", found.Speed >= 1.5);
    }

    private static async Task RepeatAsync<T>(Func<Task<T>> request)
    {
        for (int i = 0; i < RequestsPerSample; i++) await request();
    }

    private static string Throughput(MessageList list, TimeSpan time) => $"{list.Utf8.Length / time.TotalSeconds / 1e6:0}";

    private static void Print(List<Ratio> ratios, Ratio ratio)
    {
        ratios.Add(ratio);
        Console.WriteLine(ratio);
    }
}
