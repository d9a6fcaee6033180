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
