using System.Text.Json.Nodes;
using OpenCode.Ctl.Tests.Running;

namespace OpenCode.Ctl.Tests.Servers;

/// <summary>A server works in a directory beside its own, as worktrees and benchmarks make it.</summary>
[Collection(nameof(SharedServer))]
public sealed class OtherDirectoryTests(SharedServer shared)
{
    private const int Limit = 300_000;

    [Fact(Timeout = Limit)]
    [Trait("Fault", "cleanup ends busy servers")]
    public async Task What_happens_in_another_directory_is_seen_answered_and_never_cleaned_up()
    {
        Occ occ = await shared.GetAsync();
        string other = Path.Combine(Path.GetDirectoryName(occ.Project)!, "other");
        Directory.CreateDirectory(other);
        string session = (await occ.RunAsync("new", "--directory", other)).Output.Trim();

        await occ.RunAsync("send", "Run: echo hello", "--session", session, "--async");
        Said permission = await WaitAsync(occ, session, "waiting_permission");
        JsonNode pending = Assert.Single((await occ.RunAsync("permissions", "--json")).Json.AsArray())!;
        Said approved = await occ.RunAsync("approve", (string)pending["id"]!);
        Said idle = await occ.RunAsync("wait", session, "--timeout", "2m");
        Said last = await occ.RunAsync("last", session);
        await occ.RunAsync("send", "Ask: which one?", "--session", session, "--async");
        Said question = await WaitAsync(occ, session, "waiting_question");
        Said answered = await occ.RunAsync("answer", "blue");
        await occ.RunAsync("wait", session, "--timeout", "2m");
        await occ.RunAsync("send", "Please hang elsewhere.", "--session", session, "--async");
        await occ.Model.WaitForRequestAsync(static r => r.LastUserText.Contains("elsewhere", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Said busy = await WaitAsync(occ, session, "busy");
        await occ.RunAsync("abort", session);
        await occ.RunAsync("wait", session, "--timeout", "2m");
        Said after = await occ.RunAsync("status", "--json");
        await occ.RunAsync("delete", session);

        Assert.Equal(("bash", session), ((string)pending["permission"]!, (string)pending["sessionID"]!));
        Assert.Equal(($"{pending["id"]} once\n", 0, "done\n"), (approved.Output, idle.Code, last.Output));
        Assert.True(answered.Code == 0, answered.ToString());
        Assert.All([permission, question, busy], static said => Assert.Equal("Nothing to clean up.\n", said.Output));
        Assert.Equal("idle", (string)after.Json["state"]!);
    }

    [Fact(Timeout = Limit)]
    public async Task Sessions_of_other_directories_are_listed_with_what_they_do_where_that_is_asked_for()
    {
        Occ occ = await shared.GetAsync();
        string other = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(occ.Project)!, "everywhere")).FullName;
        string own = (await occ.RunAsync("new", "--title", "Own")).Output.Trim();
        string session = (await occ.RunAsync("new", "--directory", other, "--title", "Elsewhere")).Output.Trim();
        await occ.RunAsync("send", "Please hang everywhere.", "--session", session, "--async");
        await occ.Model.WaitForRequestAsync(static r => r.LastUserText.Contains("everywhere", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Said usual = await occ.RunAsync("sessions", "--json");
        Said everywhere = await occ.RunAsync("sessions", "--everywhere", "--json");
        Said all = await occ.RunAsync("sessions", "--everywhere", "--all", "--active");
        await occ.RunAsync("abort", session);
        await occ.RunAsync("wait", session, "--timeout", "2m");
        await occ.RunAsync("delete", session);
        await occ.RunAsync("delete", own);

        Assert.DoesNotContain(session, usual.Output, StringComparison.Ordinal);
        JsonNode found = everywhere.Json.AsArray().Single(s => (string)s!["id"]! == session)!;
        Assert.Equal(("busy", other, "Elsewhere"), ((string)found["state"]!, (string)found["directory"]!, (string)found["title"]!));
        Assert.Equal("idle", (string)everywhere.Json.AsArray().Single(s => (string)s!["id"]! == own)!["state"]!);
        Assert.Matches($"(?m)^{session} +busy +{shared.Id} .* {other} +Elsewhere$", all.Output);
    }

    /// <summary>A call is shown when it has ended, whatever it has ended with.</summary>
    [Fact(Timeout = Limit)]
    [Trait("Fault", "tail waits for states that are never sent")]
    public async Task Tail_shows_a_call_of_a_tool_with_its_result()
    {
        Occ occ = await shared.GetAsync();
        string session = (string)(await occ.RunAsync("send", "Run: echo hello", "--auto", "--json")).Json["session"]!;

        Said tail = await occ.RunAsync("tail", session, "--follow", "--until-idle", "--full");
        await occ.RunAsync("delete", session);

        Assert.Contains("bash echo hello [completed]", tail.Output, StringComparison.Ordinal);
        Assert.Contains("hello\n", tail.Output, StringComparison.Ordinal);
    }

    // What cleanup says meanwhile.
    private static async Task<Said> WaitAsync(Occ occ, string session, string state)
    {
        if (state != "busy") Assert.Equal($"{session} {state}\n", (await occ.RunAsync("wait", session, "--waiting", "--timeout", "2m")).Output);
        Assert.Equal(state, (string)(await occ.RunAsync("status", "--json")).Json["state"]!);
        return await occ.RunAsync("cleanup", "--idle", "0");
    }
}
