using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Store;
using OpenCode.Ctl.Tests.Running;
using OpenCode.Hosting.Processes;

namespace OpenCode.Ctl.Tests.Servers;

/// <summary>Commands that run at the same time, and commands that are killed.</summary>
public sealed class ManyCommandsTests(ITestOutputHelper output)
{
    private const int Limit = 900_000;
    private const string Sleeper = "#!/bin/sh\nexec sleep 600\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Twenty_starts_at_once_give_twenty_entries_with_twenty_ports()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        await using Occ occ = Occ.WithProgram(Sleeper);

        await StartAsync(occ, 20, "--no-wait");
    }

    /// <summary>The store is changed by others while a command waits for its server.</summary>
    [Fact(Timeout = Limit)]
    [Trait("Fault", "start holds the lock")]
    public async Task Another_server_starts_while_the_first_one_is_silent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        await using Occ occ = Occ.WithProgram("#!/bin/sh\ntouch begun\nexec sleep 600\n");
        using Process first = occ.Begin(["start", .. occ.ServerOptions, "--timeout", "10m"]);
        while (!File.Exists(Path.Combine(occ.Project, "begun"))) await Task.Delay(20, Token);

        Said second = await occ.RunAsync(["start", .. occ.ServerOptions, "--no-wait"]);

        Assert.Equal((0, false), (second.Code, first.HasExited));
        await occ.RunAsync("stop", "--all", "--force");
        await first.WaitForExitAsync(Token);
    }

    [Fact(Timeout = Limit, Explicit = true)]
    [Trait("Fault", "start holds the lock")]
    public async Task Twenty_real_servers_start_at_once()
    {
        await using Occ occ = await Occ.CreateAsync();
        long began = Stopwatch.GetTimestamp();

        JsonArray listed = await StartAsync(occ, 20, "--timeout", "10m");

        output.WriteLine($"20 servers in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        Assert.All(listed, static e => Assert.Equal("running", (string)e!["state"]!));
    }

    [Fact(Timeout = Limit)]
    public Task A_command_that_is_killed_loses_no_server_and_breaks_no_store() => KillAsync(25, seed: 1);

    [Fact(Timeout = Limit, Explicit = true)]
    public Task A_command_that_is_killed_at_two_hundred_moments_loses_no_server_and_breaks_no_store() => KillAsync(200, Environment.TickCount);

    private static async Task<JsonArray> StartAsync(Occ occ, int count, params string[] more)
    {
        Said[] said = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => occ.RunAsync(["start", .. occ.ServerOptions, .. more])));

        Assert.All(said, static s => Assert.True(s.Code == 0, s.ToString()));
        JsonArray listed = (await occ.RunAsync("list", "--json")).Json.AsArray();
        Assert.Equal(said.Select(static s => s.Output.Trim()).Order(), listed.Select(static e => (string)e!["id"]!).Order());
        Assert.Equal(count, listed.Select(static e => (int)e!["port"]!).Distinct().Count());
        return listed;
    }

    private async Task KillAsync(int times, int seed)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        await using Occ occ = Occ.WithProgram(Sleeper);
        await occ.RunAsync(["start", .. occ.ServerOptions, "--no-wait"]);
        int written = 1;
        for (int i = 0; i < times; i++)
        {
            using Process command = random.Next(4) == 0 ? occ.Begin("touch") : occ.Begin(["start", .. occ.ServerOptions, "--no-wait"]);
            await Task.Delay(random.Next(50, 700), Token);
            if (!command.HasExited) command.Kill();
            await command.WaitForExitAsync(Token);
            StoreDocument? store = StoreDocument.TryParse(await File.ReadAllBytesAsync(occ.StoreFile, Token));
            Assert.NotNull(store);
            Assert.True(store.Servers.Count >= written, $"After {i + 1} kills {store.Servers.Count} servers are left of {written}.");
            written = store.Servers.Count;
        }

        int[] before = Sleepers(occ);
        Said cleanup = await occ.RunAsync("cleanup", "--idle", "0", "--force");

        output.WriteLine($"{written} servers, {before.Length} processes");
        Assert.Equal(0, cleanup.Code);
        Assert.Empty((await occ.RunAsync("list", "--json")).Json.AsArray());
        Assert.Empty(Sleepers(occ));
        Assert.Empty(Directory.EnumerateFiles(occ.Data, "*.tmp"));
    }

    // Whatever was started with this store's program and home, also before it became the program.
    private static int[] Sleepers(Occ occ) => OperatingSystem.IsLinux()
        ? [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(static n => int.TryParse(n, out _)).Select(static n => int.Parse(n!, null))
            .Where(id => IsOf(occ, id))]
        : [];

    private static bool IsOf(Occ occ, int id)
    {
        try
        {
            return ProcessIdentity.Find(id) is not null && File.ReadAllText($"/proc/{id}/environ").Contains($"HOME={occ.Home}\0", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
