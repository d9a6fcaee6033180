using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Tests.Running;

namespace OpenCode.Ctl.Tests.Sessions;

/// <summary>Commands that wait for sessions, and follow them.</summary>
[Collection(nameof(SharedServer))]
public sealed class WaitingTests(SharedServer shared)
{
    private const int Limit = 300_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Several_sessions_are_waited_for_one_or_all_or_for_a_text()
    {
        Occ occ = await shared.GetAsync();
        string busy = (await occ.RunAsync("send", "Please hang for others.", "--async")).Output.Trim();
        string idle = (string)(await occ.RunAsync("send", "Say two.", "--json")).Json["session"]!;

        Said any = await occ.RunAsync("wait", busy, idle, "--any", "--timeout", "2m");
        Said text = await occ.RunAsync("wait", busy, idle, "--text", "two", "--timeout", "2m", "--json");
        Said late = await occ.RunAsync("wait", "--all", "--timeout", "2s");
        await occ.RunAsync("abort", busy, "--json");
        Said all = await occ.RunAsync("wait", busy, idle, "--timeout", "2m", "--json");

        Assert.Equal((0, $"{idle}\n"), (any.Code, any.Output));
        JsonNode found = Assert.Single(text.Json.AsArray())!;
        Assert.Equal((idle, "text"), ((string)found["session"]!, (string)found["state"]!));
        Assert.StartsWith("msg_", (string)found["message"]!, StringComparison.Ordinal);
        Assert.Equal((124, ""), (late.Code, late.Output));
        Assert.Equal([busy, idle], all.Json.AsArray().Select(static s => (string)s!["session"]!));
    }

    /// <summary>An entry whose process is another one, and whose port is that of the shared server: it can be killed, and the server goes on.</summary>
    [Fact(Timeout = Limit)]
    public async Task A_server_that_dies_ends_the_waiting_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no 'sleep'.");
        Occ occ = await shared.GetAsync();
        string busy = (await occ.RunAsync("send", "Please hang for nobody.", "--async")).Output.Trim();
        using Process stands = Process.Start("sleep", "600");
        string data = Path.Combine(occ.Data, "dying");
        Directory.CreateDirectory(data);
        JsonObject entry = new()
        {
            ["id"] = "oc-dying",
            ["port"] = (int)(await occ.RunAsync("status", "--json")).Json["port"]!,
            ["pid"] = stands.Id,
            ["created_at"] = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture),
            ["directory"] = occ.Project,
        };
        JsonObject store = new() { ["sessions"] = new JsonObject { ["oc-dying"] = entry } };
        await File.WriteAllTextAsync(Path.Combine(data, "store.json"), store.ToJsonString(), Token);
        await File.WriteAllTextAsync(Path.Combine(data, "secrets.json"), new JsonObject { ["oc-dying"] = shared.Password }.ToJsonString(), Token);

        Task<Said> waiting = occ.RunElsewhereAsync(data, ["wait", busy, "--timeout", "2m"]);

        // It notes that the server is used before it waits.
        string file = Path.Combine(data, "store.json");
        while (!waiting.IsCompleted && !(await File.ReadAllTextAsync(file, Token)).Contains("last_activity", StringComparison.Ordinal))
            await Task.Delay(100, Token);
        Assert.False(waiting.IsCompleted, waiting.IsCompleted ? (await waiting).ToString() : "");
        stands.Kill();
        Said said = await waiting;
        await occ.RunAsync("abort", busy);

        Assert.Equal((103, ""), (said.Code, said.Output));
        Assert.Equal("The process of oc-dying has ended; 'occtl logs oc-dying' has what it printed last.\n", said.Errors);
    }

    [Fact(Timeout = Limit)]
    public async Task What_comes_is_followed_until_there_is_nothing_to_do()
    {
        Occ occ = await shared.GetAsync();
        string session = (await occ.RunAsync("new")).Output.Trim();
        using Process stream = occ.Begin("stream", session, "--json", "--type", "session.idle", "--count", "1");
        using Process text = occ.Begin("stream", "--type", "session.*", "--count", "1");
        Task<Said> streamed = Occ.EndAsync(stream), typed = Occ.EndAsync(text);
        string first = (await occ.RunAsync("send", "Run: echo hello", "--session", session, "--async")).Output.Trim();
        await occ.RunAsync("wait", session, "--waiting", "--timeout", "2m");
        Task<Said> tail = occ.RunAsync("tail", session, "--until-idle", "--compact");
        Said rejected = await occ.RunAsync("reject", "--message", "Not today.", "--json");

        Said followed = await tail;
        while (!streamed.IsCompleted || !typed.IsCompleted)
        {
            // Who was late to listen hears the next turn.
            await occ.RunAsync("send", "Say one.", "--session", session, "--quiet");
            await Task.WhenAny(Task.WhenAll(streamed, typed), Task.Delay(1000, Token));
        }

        Assert.Equal(session, first);
        Assert.Equal("reject", (string)Assert.Single(rejected.Json.AsArray())!["reply"]!);
        Assert.Equal(0, followed.Code);
        Assert.Contains("done", followed.Output, StringComparison.Ordinal);
        Said events = await streamed;
        Assert.Equal((0, "session.idle", session), (events.Code, (string)events.Json["type"]!, (string)events.Json["properties"]!["sessionID"]!));
        Assert.Matches(@"^session\.\S+ ses_\w+\n$", (await typed).Output);
        Assert.Contains("Not today.", (await occ.RunAsync("messages", session, "--full")).Output, StringComparison.Ordinal);
    }

    /// <summary>What is added to 'answer', what is printed, the exit code of 'wait', and what the agent says.</summary>
    [Theory(Timeout = Limit)]
    [InlineData("Yes", "answered", "answered")]
    [InlineData("--dismiss", "dismissed", "")]
    public async Task Questions_are_answered_or_dismissed(string given, string reply, string says)
    {
        Occ occ = await shared.GetAsync();
        string session = (await occ.RunAsync("send", "Ask me.", "--async")).Output.Trim();

        Said waits = await occ.RunAsync("wait", session, "--waiting", "--timeout", "2m");
        Said wrong = await occ.RunAsync("answer", "Yes", "No");
        Said answered = await occ.RunAsync("answer", given, "--json");
        Said idle = await occ.RunAsync("wait", session, "--timeout", "2m");

        Assert.Equal((3, $"{session} waiting_question\n"), (waits.Code, waits.Output));
        Assert.Equal(100, wrong.Code);
        Assert.Equal((session, reply), ((string)answered.Json["session"]!, (string)answered.Json["reply"]!));
        Assert.Equal(0, idle.Code);
        Said last = await occ.RunAsync("last", session);
        Assert.Equal(says.Length > 0 ? (0, $"{says}\n") : (102, ""), (last.Code, last.Output));
    }
}
