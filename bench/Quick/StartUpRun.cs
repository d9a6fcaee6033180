using OpenCode.Benchmarks.Workloads;

namespace OpenCode.Benchmarks.Quick;

/// <summary>How long a program takes from its start to its end that asks a server once: with the client, a bare HttpClient, and others' clients.</summary>
internal static class StartUpRun
{
    private const int Pairs = 15;

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        using ServerProcess server = await LoopbackServer.StartAsync();
        List<Ratio> ratios =
        [
            await CompareAsync("start / bare HttpClient", StartUpProcess.Compiled(server.BaseUri), 0.6),
            await CompareAsync("start / Kiota", StartUpProcess.Beside("kiota", server.BaseUri), 0.9),
            await CompareAsync("start / NSwag", StartUpProcess.Beside("nswag", server.BaseUri), 0.9),
        ];
        DirectoryInfo folder = Directory.CreateTempSubdirectory("opencode-bench-");
        try
        {
            if (await StartUpProcess.NativeAsync(folder.FullName, server.BaseUri) is { } native)
                ratios.Add(await CompareAsync("start / bare HttpClient, native", native, 0.7));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return ratios;
    }

    private static async Task<Ratio> CompareAsync(string name, StartUpProcess program, double least)
    {
        Comparison found = await Interleaved.CompareAsync(program.RunAsync, program.RunPeerAsync, TimeSpan.FromMilliseconds(1), Pairs, runsPerSample: 1);

        // The work happens in other processes; what this one allocates says nothing.
        return new Ratio(name, found with { OurBytes = 0, PeerBytes = 0 }, $">= {least:0.00}x speed", found.Speed >= least);
    }
}
