using System.Text.Json;
using OpenCode.Benchmarks.Generators;
using OpenCode.Benchmarks.Workloads;

namespace OpenCode.Benchmarks.Quick;

/// <summary>The client beside those that Kiota and NSwag make of the prepared document.</summary>
internal static class GeneratorRun
{
    private const int RequestsPerSample = 100;
    private const string Session = "ses_0123456789abcdefghijklmnop";

    public static IEnumerable<Ratio> Decode()
    {
        var list = new MessageList();
        Verify("Kiota's client", list.Utf8, KiotaWork.Encode(KiotaWork.Decode(list.Utf8)));
        Verify("NSwag's client", list.Utf8, NSwagWork.Encode(NSwagWork.Decode(list.Utf8)));
        yield return Compare("decode / Kiota", list, () => KiotaWork.Decode(list.Utf8), 4);
        yield return Compare("decode / NSwag", list, () => NSwagWork.Decode(list.Utf8), 2);
    }

    public static async Task<IReadOnlyList<Ratio>> GetAsync()
    {
        using ServerProcess server = await LoopbackServer.StartAsync();
        using var get = new SessionGet(server.BaseUri);
        using var kiota = new KiotaWork(server.BaseUri);
        using var nswag = new NSwagWork(server.BaseUri);
        return
        [
            await CompareAsync("GET a session / Kiota", get.GetAsync, () => kiota.GetAsync(Session), 1.1),
            await CompareAsync("GET a session / NSwag", get.GetAsync, () => nswag.GetAsync(Session), 0.9),
        ];
    }

    /// <summary>What a program has to carry, without what the framework has.</summary>
    public static void PrintSizes()
    {
        long ours = Bytes("OpenCode.Client.dll", "OpenCode.Runtime.dll"), kiota = Bytes("OpenCode.Kiota.dll", "Microsoft.Kiota.*.dll", "Std.UriTemplate.dll");
        Console.WriteLine($"size: {ours / 1024:N0} kB; Kiota's client and its libraries {kiota / 1024:N0} kB; NSwag's client {Bytes("OpenCode.NSwag.dll") / 1024:N0} kB");
    }

    private static long Bytes(params string[] patterns)
        => patterns.SelectMany(static p => Directory.GetFiles(AppContext.BaseDirectory, p)).Sum(static f => new FileInfo(f).Length);

    private static Ratio Compare(string name, MessageList list, Action peer, double least)
    {
        Comparison found = Interleaved.Compare(() => list.Decode(), peer, TimeSpan.FromSeconds(4), pairs: 200, runsPerSample: 2);
        return new Ratio(name, found, $">= {least:0.00}x speed, <= 1.00x alloc", found.Speed >= least && found.Allocation <= 1);
    }

    private static async Task<Ratio> CompareAsync<TOurs, TPeer>(string name, Func<Task<TOurs>> ours, Func<Task<TPeer>> peer, double least)
    {
        Comparison found = await Interleaved.CompareAsync(
            () => RepeatAsync(ours), () => RepeatAsync(peer), TimeSpan.FromSeconds(5), pairs: 100, RequestsPerSample);
        return new Ratio(name, found, $">= {least:0.00}x speed, <= 1.00x alloc", found.Speed >= least && found.Allocation <= 1);
    }

    private static async Task RepeatAsync<T>(Func<Task<T>> request)
    {
        for (int i = 0; i < RequestsPerSample; i++) await request();
    }

    // Numbers about code that loses something would be worthless.
    private static void Verify(string name, byte[] original, byte[] written)
    {
        using JsonDocument before = JsonDocument.Parse(original);
        using JsonDocument after = JsonDocument.Parse(written);
        if (!JsonElement.DeepEquals(before.RootElement, after.RootElement)) throw new InvalidOperationException($"{name} does not write back what it read.");
    }
}
