using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Tests.Running;

namespace OpenCode.Ctl.Tests.Servers;

/// <summary>Servers that are not what they seem, played by stand-ins.</summary>
public sealed class ForeignServerTests
{
    private const int Limit = 120_000;
    private const string Health = """{ "healthy": true, "version": "1.18.33" }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    [Trait("Fault", "no credentials")]
    public async Task A_server_that_wants_no_password_is_not_taken_for_ours()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        int port = StandInServer.FreePort();
        await using Occ occ = Occ.WithProgram("#!/bin/sh\ntouch begun\nexec sleep 600\n");
        using Process start = occ.Begin(["start", .. occ.ServerOptions, "--port", $"{port}"]);
        while (!File.Exists(Path.Combine(occ.Project, "begun"))) await Task.Delay(20, Token);

        await using StandInServer foreign = new(port, static _ => Health);
        string errors = await start.StandardError.ReadToEndAsync(Token);
        await start.WaitForExitAsync(Token);

        Assert.Equal(103, start.ExitCode);
        string expected = $"What listens on port {port} wants no password, although ours was given one: OpenCode 1.18.33 knows no";
        Assert.StartsWith(expected, errors, StringComparison.Ordinal);
        Assert.Contains("With --no-password everybody on this machine may use it", errors, StringComparison.Ordinal);
        Assert.Empty((await occ.RunAsync("list", "--json")).Json.AsArray());
    }

    /// <summary>So is every release before 1.1, whether it was to have a password or not.</summary>
    [Theory(Timeout = Limit)]
    [InlineData(StandInServer.NotFound)]
    [InlineData(StandInServer.NotFound, "--no-password")]
    [InlineData(StandInServer.Failed)]
    public async Task A_release_that_occtl_cannot_work_with_is_refused_before_the_time_is_over(string response, params string[] more)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        int port = StandInServer.FreePort();
        await using Occ occ = Occ.WithProgram("#!/bin/sh\necho begun >> begun\nexec sleep 600\n");
        string begun = Path.Combine(occ.Project, "begun");
        using Process start = occ.Begin(["start", .. occ.ServerOptions, "--port", $"{port}", "--timeout", "10m", .. more]);
        while (!File.Exists(begun)) await Task.Delay(20, Token);

        await using StandInServer old = new(port, _ => response);
        Said said = await Occ.EndAsync(start);

        Assert.Equal((103, ""), (said.Code, said.Output));
        Assert.Matches($"^What listens on port {port} does not tell its health \\(.*{response[..3]}.*\\), nor does OpenCode before 1.1: .* takes no password.*; choose a later --version", said.Errors);
        Assert.Single(await File.ReadAllLinesAsync(begun, Token));
        Assert.Empty((await occ.RunAsync("list", "--json")).Json.AsArray());
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_of_a_release_that_occtl_cannot_work_with_is_not_adopted()
    {
        await using Occ occ = Occ.WithProgram("");
        await using var old = StandInServer.Start(static _ => StandInServer.NotFound);

        Said said = await occ.RunAsync("adopt", old.Address.AbsoluteUri);

        Assert.Equal((103, ""), (said.Code, said.Output));
        Assert.StartsWith($"{old.Address} does not tell its health (", said.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(occ.StoreFile));
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_that_nobody_waited_for_is_starting_until_it_responds_and_that_is_written_down()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        int port = StandInServer.FreePort();
        await using Occ occ = Occ.WithProgram("#!/bin/sh\nexec sleep 600\n");
        await occ.RunAsync(["start", .. occ.ServerOptions, "--no-wait", "--port", $"{port}"]);

        string early = await StateAsync(occ);
        await using (StandInServer server = new(port, static r => r.Login is null ? null : Answer(r)))
        {
            Assert.Equal("running", await StateAsync(occ));
            JsonNode entry = Assert.Single(JsonNode.Parse(await File.ReadAllTextAsync(occ.StoreFile, Token))!["sessions"]!.AsObject()).Value!;
            Assert.Equal(("running", "1.18.33", null), ((string)entry["status"]!, (string)entry["version"]!, entry["starting_until"]));
        }

        Assert.Equal(("starting", "error"), (early, await StateAsync(occ)));
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_that_nobody_waited_for_and_that_stays_silent_is_not_starting_for_ever()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        await using Occ occ = Occ.WithProgram("#!/bin/sh\nexec sleep 600\n");
        await occ.RunAsync(["start", .. occ.ServerOptions, "--no-wait", "--timeout", "1s"]);
        await Task.Delay(1000, Token);

        Assert.Equal("error", await StateAsync(occ));
    }

    [Fact(Timeout = Limit)]
    [Trait("Fault", "no credentials")]
    public async Task An_adopted_server_is_asked_with_its_user_name()
    {
        await using Occ occ = Occ.WithProgram("");
        await using var server = StandInServer.Start(static r => r.Login == "ann:secret" ? Answer(r) : null);
        (string, string)[] login = [("OPENCODE_SERVER_PASSWORD", "secret"), ("OPENCODE_SERVER_USERNAME", "ann")];

        Said adopted = await occ.RunAsync(["adopt", server.Address.AbsoluteUri], null, login);
        string state = await StateAsync(occ);

        Assert.True(adopted.Code == 0, adopted.ToString());
        Assert.Equal("running", state);
        Assert.DoesNotContain("secret", await File.ReadAllTextAsync(occ.StoreFile, Token), StringComparison.Ordinal);
    }

    /// <summary>What servers say must not steer a terminal.</summary>
    [Fact(Timeout = Limit)]
    public async Task What_a_server_prints_before_it_dies_is_told_without_its_control_characters()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        await using Occ occ = Occ.WithProgram("#!/bin/sh\nprintf '\\033[31mred\\007\\n' >&2\nexit 3\n");

        Said said = await occ.RunAsync(["start", .. occ.ServerOptions]);

        Assert.Contains("[31mred", said.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(said.Errors.TrimEnd('\n'), char.IsControl);
    }

    /// <summary>Only where a session is seen to be at work: each directory that is asked about costs the server a moment and memory.</summary>
    [Fact(Timeout = Limit)]
    public async Task A_directory_in_which_every_session_has_finished_is_not_asked_about_and_each_is_looked_at_once()
    {
        await using Occ occ = Occ.WithProgram("");
        long now = DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeMilliseconds();
        await using var server = StandInServer.Start(r => r.Path switch
        {
            "/experimental/session" => $"[{Session("ses_done", "/done", now)}, {Session("ses_works", "/works", now + 1)}]",
            "/session/ses_done/message" => $"[{Answered("ses_done", """, "finish": "stop" """, now)}]",
            "/session/ses_works/message" => $"[{Answered("ses_works", "", null)}]",
            "/session/status" when r.Directory == "/works" => """{ "ses_works": { "type": "busy" } }""",
            _ => Answer(r),
        });
        await occ.RunAsync("adopt", server.Address.AbsoluteUri);
        server.Asked.Clear();

        string first = await StateAsync(occ);
        string[] asked = [.. server.Asked];
        server.Asked.Clear();
        string second = await StateAsync(occ);

        Assert.Equal(("busy", "busy"), (first, second));
        Assert.Contains("GET /session/status?directory=/works", asked);
        Assert.DoesNotContain(asked, static a => a.StartsWith("GET /experimental/session", StringComparison.Ordinal)
            && a.Contains("directory=", StringComparison.Ordinal));
        Assert.DoesNotContain(asked, static a => a.Contains("directory=/done", StringComparison.Ordinal));
        Assert.Contains(server.Asked, a => a.StartsWith("GET /experimental/session", StringComparison.Ordinal)
            && a.Contains($"start={now + 1}", StringComparison.Ordinal));
    }

    /// <summary>It may have been looked at already, and be over.</summary>
    [Fact(Timeout = Limit)]
    public async Task A_server_that_has_worked_in_other_directories_only_is_idle_and_not_one_without_a_session()
    {
        await using Occ occ = Occ.WithProgram("");
        long now = DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeMilliseconds();
        bool hasWorked = false;
        await using var server = StandInServer.Start(r => r.Path switch
        {
            "/experimental/session" when hasWorked && r.Start <= now => $"[{Session("ses_done", "/done", now)}]",
            "/session/ses_done/message" => $"[{Answered("ses_done", """, "finish": "stop" """, now)}]",
            _ => Answer(r),
        });
        await occ.RunAsync("adopt", server.Address.AbsoluteUri);

        string before = await StateAsync(occ);
        hasWorked = true;
        string after = await StateAsync(occ);
        string settled = await StateAsync(occ);

        Assert.Equal(("running", "idle", "idle"), (before, after, settled));
    }

    [Fact(Timeout = Limit)]
    public async Task A_release_that_lists_the_sessions_of_its_project_only_is_told_and_left_out_of_all()
    {
        await using Occ occ = Occ.WithProgram("");
        await using var server = StandInServer.Start(static r => r.Path == "/experimental/session" ? StandInServer.NotFound : Answer(r));
        string id = (await occ.RunAsync("adopt", server.Address.AbsoluteUri)).Output.Trim();

        Said one = await occ.RunAsync("sessions", "--everywhere");
        Said all = await occ.RunAsync("sessions", "--everywhere", "--all");

        string expected = $"{id} runs OpenCode 1.18.33, which lists the sessions of its project only; leave out --everywhere.\n";
        Assert.Equal((103, "", expected), (one.Code, one.Output, one.Errors));
        Assert.Equal((0, "No sessions.\n", $"{id} is left out: {expected}"), (all.Code, all.Output, all.Errors));
    }

    private static string Session(string id, string directory, long updated) => $$"""
        { "id": "{{id}}", "slug": "x", "projectID": "p", "directory": "{{directory}}", "title": "X", "version": "1", "project": null,
          "time": { "created": 1, "updated": {{updated}} } }
        """;

    private static string Answered(string session, string finish, long? completed) => $$"""
        { "info": { "id": "msg_2", "sessionID": "{{session}}", "role": "assistant", "parentID": "msg_1", "modelID": "m", "providerID": "p", "mode": "build",
            "agent": "build", "path": { "cwd": "/", "root": "/" }, "cost": 0,
            "tokens": { "input": 0, "output": 0, "reasoning": 0, "cache": { "read": 0, "write": 0 } },
            "time": { "created": 1{{(completed is { } at ? $", \"completed\": {at}" : "")}} }{{finish}} }, "parts": [] }
        """;

    private static string Answer(StandInRequest request) => request.Path switch
    {
        "/global/health" => Health,
        "/path" => """{ "home": "/", "state": "/", "config": "/", "worktree": "/", "directory": "/own" }""",
        "/session/status" => "{}",
        _ => "[]",
    };

    private static async Task<string> StateAsync(Occ occ) => (string)Assert.Single((await occ.RunAsync("list", "--json")).Json.AsArray())!["state"]!;
}
