using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Store;
using OpenCode.Ctl.Tests.Running;

namespace OpenCode.Ctl.Tests.Store;

/// <summary>The store, whatever somebody else has done with it.</summary>
public sealed class StoreTests
{
    private const int Limit = 120_000;

    // As the Python tool writes it: local time without a zone, no start of the process.
    private const string Python = """
        {
          "sessions": {
            "oc-fd7e7667": {
              "id": "oc-fd7e7667", "port": 9107, "pid": 999999, "created_at": "2026-01-17T00:46:11.123456", "last_activity": "2026-01-17T00:52:00",
              "config_path": null, "status": "running", "agent": "docs-retriever", "of_a_later_version": { "kept": [1, 2.5, "three"] }
            }
          },
          "next_port": 9108,
          "also_kept": true
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task The_file_of_the_Python_tool_is_read_and_what_is_not_known_is_kept()
    {
        await using Occ occ = Occ.WithProgram("#!/bin/sh\nexec sleep 60\n");
        await WriteAsync(occ, Python);

        JsonNode listed = Assert.Single((await occ.RunAsync("list", "--json")).Json.AsArray())!;
        Said touched = await occ.RunAsync("touch", "fd7e");

        Assert.Equal(
            ("oc-fd7e7667", 9107, "docs-retriever", "dead"),
            ((string)listed["id"]!, (int)listed["port"]!, (string)listed["agent"]!, (string)listed["state"]!));
        Assert.Equal(0, touched.Code);
        JsonNode before = JsonNode.Parse(Python)!;
        JsonNode after = JsonNode.Parse(await File.ReadAllTextAsync(occ.StoreFile, Token))!;
        Assert.NotEqual((string)before["sessions"]!["oc-fd7e7667"]!["last_activity"]!, (string)after["sessions"]!["oc-fd7e7667"]!["last_activity"]!);
        before["sessions"]!["oc-fd7e7667"]!["last_activity"] = after["sessions"]!["oc-fd7e7667"]!["last_activity"]!.DeepClone();
        Assert.True(JsonNode.DeepEquals(before, after), after.ToJsonString());
    }

    [Theory(Timeout = Limit)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"sessions\":[]}")]
    [InlineData("\0\0\0\0")]
    public async Task A_store_that_cannot_be_read_is_kept_aside_and_servers_that_run_are_found_again(string content)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        await using Occ occ = Occ.WithProgram("#!/bin/sh\nexec sleep 60\n");
        string id = (await occ.RunAsync(["start", .. occ.ServerOptions, "--no-wait"])).Output.Trim();
        await File.WriteAllTextAsync(occ.StoreFile, content, Token);

        Said said = await occ.RunAsync("list", "--quiet");

        Assert.Equal((0, $"{id}\n"), (said.Code, said.Output));
        string aside = Assert.Single(Directory.EnumerateFiles(occ.Data, "store.json.unreadable-*"));
        Assert.Contains(aside, said.Errors, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(aside, Token));
    }

    /// <summary>The process of somebody else who has the id now is no server, and is not ended.</summary>
    [Fact(Timeout = Limit)]
    [Trait("Fault", "a reused process id is not noticed")]
    public async Task A_process_id_that_was_given_to_somebody_else_is_noticed()
    {
        await using Occ occ = Occ.WithProgram("#!/bin/sh\nexec sleep 60\n");
        using Process stranger = Process.Start(new ProcessStartInfo("sleep", ["60"]))!;
        JsonNode store = JsonNode.Parse(Python)!;
        store["sessions"]!["oc-fd7e7667"]!["pid"] = stranger.Id;
        await WriteAsync(occ, store.ToJsonString());
        Said bare = await occ.RunAsync("status", "fd7e", "--json");
        store["sessions"]!["oc-fd7e7667"]!["process_started_at"] = DateTimeOffset.UtcNow.AddHours(-1).ToString("O", CultureInfo.InvariantCulture);
        await WriteAsync(occ, store.ToJsonString());
        Said dated = await occ.RunAsync("status", "fd7e", "--json");

        Said stopped = await occ.RunAsync("stop", "fd7e", "--force");

        Assert.Equal(("dead", "dead", 0), ((string)bare.Json["state"]!, (string)dated.Json["state"]!, stopped.Code));
        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    /// <summary>Linux computes when a process started from what the clock says now: after a step of an hour it started an hour later.</summary>
    [Fact(Timeout = Limit)]
    [Trait("Fault", "a reused process id is not noticed")]
    public async Task A_clock_that_was_set_makes_no_server_dead_and_a_process_of_the_same_time_is_not_taken_for_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have written down when a process started.");
        await using Occ occ = Occ.WithProgram("#!/bin/sh\nexec sleep 60\n");
        string id = (await occ.RunAsync(["start", .. occ.ServerOptions, "--no-wait"])).Output.Trim();
        JsonNode store = JsonNode.Parse(await File.ReadAllTextAsync(occ.StoreFile, Token))!;
        JsonObject entry = store["sessions"]![id]!.AsObject();
        string stamp = (string)entry["process_stamp"]!;

        entry["process_started_at"] = DateTimeOffset.UtcNow.AddHours(-1).ToString("O", CultureInfo.InvariantCulture);
        string stepped = await StateAsync(occ, store);
        (entry["process_started_at"], entry["process_stamp"]) = (DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture), $"{stamp}1");
        string reused = await StateAsync(occ, store);
        foreach (string name in new[] { "pid", "process_started_at", "process_stamp" }) entry.Remove(name);
        File.SetLastWriteTimeUtc(Path.Combine(occ.Data, "servers", id, "pid"), DateTime.UtcNow.AddHours(-1));
        string found = await StateAsync(occ, store);

        Assert.Equal(("starting", "dead", "starting"), (stepped, reused, found));
    }

    [Fact(Timeout = Limit)]
    public async Task A_lock_that_cannot_be_opened_is_told_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        await using Occ occ = Occ.WithProgram("");
        await WriteAsync(occ, Python);
        string file = Path.Combine(occ.Data, "store.lock");
        File.CreateSymbolicLink(file, file);
        long began = Stopwatch.GetTimestamp();

        Said said = await occ.RunAsync("touch", "fd7e");

        Assert.Equal(101, said.Code);
        Assert.StartsWith($"'{file}' cannot be locked: ", said.Errors, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 20);
    }

    [Fact(Timeout = Limit)]
    public async Task A_disk_that_is_full_leaves_the_old_store()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no way to make a disk look full.");
        await using Occ occ = Occ.WithProgram("#!/bin/sh\nexec sleep 60\n");
        await WriteAsync(occ, Python);
        ProcessStartInfo start = new("/bin/sh",
            ["-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "sh", Path.Combine(AppContext.BaseDirectory, "occtl"), "touch", "fd7e"])
        {
            RedirectStandardError = true,
            Environment = { ["OCCTL_DATA_DIR"] = occ.Data, ["DOTNET_EnableWriteXorExecute"] = "0", ["DOTNET_EnableDiagnostics"] = "0" },
        };

        using Process touch = Process.Start(start)!;
        string errors = await touch.StandardError.ReadToEndAsync(Token);
        await touch.WaitForExitAsync(Token);

        Assert.True(touch.ExitCode == 101, $"{touch.ExitCode} {errors}");
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.Equal(Python, await File.ReadAllTextAsync(occ.StoreFile, Token));
        Assert.Empty(Directory.EnumerateFiles(occ.Data, "*.tmp"));
    }

    [Fact(Timeout = Limit)]
    public async Task Only_this_user_can_read_what_is_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes.");
        await using Occ occ = Occ.WithProgram("#!/bin/sh\nexec sleep 60\n");
        await occ.RunAsync(["start", .. occ.ServerOptions, "--no-wait"]);

        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        foreach (string path in new[] { occ.Data, occ.StoreFile, Path.Combine(occ.Data, "secrets.json") })
        {
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & Others);
        }
    }

    [Fact]
    public async Task Changes_at_the_same_time_are_all_there()
    {
        using var folder = new TemporaryData();
        ServerStore store = new(folder.Folder, TimeProvider.System, static _ => { });

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 50), Token,
                async (i, token) => await store.ChangeAsync(d => d.Put(new ServerEntry($"oc-{i:x8}", DateTimeOffset.UnixEpoch)), token));

        Assert.Equal(50, (await store.ReadAsync(Token)).Servers.Count);
    }

    private static async Task<string> StateAsync(Occ occ, JsonNode store)
    {
        await WriteAsync(occ, store.ToJsonString());
        return (string)Assert.Single((await occ.RunAsync("list", "--json")).Json.AsArray())!["state"]!;
    }

    private static async Task WriteAsync(Occ occ, string store)
    {
        Directory.CreateDirectory(occ.Data);
        await File.WriteAllTextAsync(occ.StoreFile, store, Token);
    }
}
