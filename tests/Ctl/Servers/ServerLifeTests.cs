using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Tests.Running;
using OpenCode.Hosting.Processes;

namespace OpenCode.Ctl.Tests.Servers;

/// <summary>Real servers that outlive the command which started them.</summary>
public sealed class ServerLifeTests
{
    private const int Limit = 300_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    [Trait("Fault", "no credentials")]
    public async Task A_server_goes_on_is_seen_has_a_password_and_is_ended_with_what_it_left()
    {
        await using Occ occ = await Occ.CreateAsync();
        string id = await occ.StartAsync();

        Assert.Matches("^oc-[0-9a-f]{8}$", id);
        JsonNode listed = Assert.Single((await occ.RunAsync("list", "--json")).Json.AsArray())!;
        Assert.Equal((id, "running", "1.18.33"), ((string)listed["id"]!, (string)listed["state"]!, (string)listed["version"]!));
        Assert.InRange((int)listed["port"]!, 9100, 9999);
        int pid = (int)listed["pid"]!;
        using HttpClient stranger = new() { Timeout = TimeSpan.FromSeconds(10) };
        using HttpResponseMessage refused = await stranger.GetAsync(new Uri($"{listed["url"]}session"), Token);
        Assert.Equal(401, (int)refused.StatusCode);
        Assert.DoesNotContain("password", await File.ReadAllTextAsync(occ.StoreFile, Token),
            StringComparison.OrdinalIgnoreCase);
        Assert.Contains("listening", (await occ.RunAsync("logs")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await occ.RunAsync("status", id[..6])).Code);

        Said stopped = await occ.RunAsync("stop", id);

        Assert.Equal((0, $"{id} stopped\n"), (stopped.Code, stopped.Output));
        Assert.Null(ProcessIdentity.Find(pid));
        Assert.Empty((await occ.RunAsync("list", "--json")).Json.AsArray());
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(occ.Data, "servers")));
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_that_was_killed_is_dead_and_cleaned_up_and_its_port_is_free_again()
    {
        await using Occ occ = await Occ.CreateAsync();
        string id = await occ.StartAsync();
        JsonNode before = (await occ.RunAsync("status", "--json")).Json;
        await ProcessIdentity.Find((int)before["pid"]!)!.Value.EndAsync(TimeSpan.Zero, cancellationToken: Token);

        Said status = await occ.RunAsync("status", id, "--json");
        Said cleaned = await occ.RunAsync("cleanup", "--idle", "1h");
        string next = await occ.StartAsync();

        Assert.Equal((1, "dead"), (status.Code, (string)status.Json["state"]!));
        Assert.Equal($"{id} removed (dead)\n", cleaned.Output);
        Assert.Equal((int)before["port"]!, (int)(await occ.RunAsync("status", next, "--json")).Json["port"]!);
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_that_dies_at_once_is_told_with_its_last_words()
    {
        await using Occ occ = Occ.WithProgram("#!/bin/sh\necho 'no such setting: colour' >&2\nexit 3\n");

        Said said = await occ.RunAsync(["start", .. occ.ServerOptions]);

        Assert.Equal((103, ""), (said.Code, said.Output));
        Assert.Contains("it ended at once: no such setting: colour", said.Errors, StringComparison.Ordinal);
        Assert.Single(said.Errors.TrimEnd().Split('\n'));
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_that_never_responds_is_given_up_and_stays_listed()
    {
        await using Occ occ = Occ.WithProgram("#!/bin/sh\nexec sleep 300\n");

        Said said = await occ.RunAsync(["start", .. occ.ServerOptions, "--timeout", "1s"]);

        Assert.Equal(103, said.Code);
        Assert.Contains("did not respond within 1 seconds", said.Errors, StringComparison.Ordinal);
        Assert.Equal("error", (string)Assert.Single((await occ.RunAsync("list", "--json")).Json.AsArray())!["state"]!);
    }

    /// <summary>What it prints is kept, however much it is, and what it started goes with it.</summary>
    [Fact(Timeout = Limit)]
    [Trait("Fault", "the output of a server is never read")]
    [Trait("Fault", "the processes of a server are left behind")]
    public async Task A_server_may_print_much_and_takes_what_it_started_along()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        await using Occ occ = Occ.WithProgram("#!/bin/sh\nseq 1 200000\nsetsid sleep 987 &\necho $! > left\necho ready\nexec sleep 600\n");
        await occ.RunAsync(["start", .. occ.ServerOptions, "--no-wait"]);
        while (!(await occ.RunAsync("logs", "--lines", "1")).Output.Contains("ready", StringComparison.Ordinal)) await Task.Delay(50, Token);
        int left = int.Parse(await File.ReadAllTextAsync(Path.Combine(occ.Project, "left"), Token), CultureInfo.InvariantCulture);
        Assert.NotNull(ProcessIdentity.Find(left));

        Said all = await occ.RunAsync("logs", "--all");
        await occ.RunAsync("stop", "--all");

        Assert.Equal(200_000, all.Output.Split('\n').Count(static l => int.TryParse(l, CultureInfo.InvariantCulture, out _)));
        Assert.Null(ProcessIdentity.Find(left));
    }
}
