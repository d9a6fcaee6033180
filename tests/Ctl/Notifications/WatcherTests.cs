using System.Text.Json.Nodes;
using OpenCode.Ctl.Tests.Running;

namespace OpenCode.Ctl.Tests.Notifications;

/// <summary>The process that stays when a prompt was sent without waiting.</summary>
[Collection(nameof(SharedServer))]
public sealed class WatcherTests(SharedServer shared)
{
    private const int Limit = 300_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Somebody_is_told_what_a_turn_waits_for_and_how_it_ends_and_nothing_is_left()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The command is one of a Unix shell, and what processes were started with is read from /proc.");
        Occ occ = await shared.GetAsync();
        string told = Path.Combine(Path.GetDirectoryName(occ.Project)!, "told-secretly.jsonl");

        string session = (await occ.RunAsync("send", "Run: echo hello", "--async", "--notify", $"cat >> {told}")).Output.Trim();
        JsonNode[] first = await ReadAsync(told, 1);
        string[] processes = [.. CommandLines().Where(c => c.Contains(session, StringComparison.Ordinal))];
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(occ.Data, "watchers"), $"{session}-*.pid")];
        await occ.RunAsync("approve");
        JsonNode[] approved = await ReadAsync(told, 2);
        await occ.RunAsync("send", "Run: echo hello", "--async", "--session", session, "--notify", $"cat >> {told}");
        await ReadAsync(told, 3);
        await occ.RunAsync("reject");
        JsonNode[] rejected = await ReadAsync(told, 4);
        while (Directory.EnumerateFiles(Path.Combine(occ.Data, "watchers"), $"{session}-*").Any()) await Task.Delay(50, Token);
        await occ.RunAsync("delete", session);

        Assert.Equal(["waiting_permission", "turn_ended", "waiting_permission", "turn_ended"], rejected.Select(static n => (string)n["kind"]!));
        Assert.Equal([null, "completed", null, "permission_refused"], rejected.Select(static n => (string?)n["outcome"]));
        Assert.All(rejected, n => Assert.Equal((shared.Id, session), ((string)n["server"]!, (string)n["session"]!)));
        Assert.Equal("The session waits for a permission: bash echo hello", (string)first[0]["text"]!);
        Assert.Equal(2, approved.Length);
        Assert.Single(files);
        Assert.Single(processes);
        Assert.DoesNotContain(CommandLines(), static c => c.Contains("told-secretly", StringComparison.Ordinal));
    }

    /// <summary>A stand-in takes the folder away in which it would start, in the moment in which it has the prompt.</summary>
    [Fact(Timeout = Limit)]
    public async Task A_prompt_that_was_sent_is_no_failure_when_nobody_can_be_told_of_its_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The working directory of a process cannot be removed there.");
        await using Occ occ = Occ.WithProgram("");
        bool isSent = false;
        await using var server = StandInServer.Start(r =>
        {
            if (!r.Path.EndsWith("/prompt_async", StringComparison.Ordinal)) return Answer(r);
            isSent = true;
            Directory.Delete(Path.Combine(occ.Data, "watchers"), recursive: true);
            return "";
        });
        await occ.RunAsync("adopt", server.Address.AbsoluteUri);

        Said said = await occ.RunAsync("send", "Do it.", "--async", "--session", "ses_1", "--notify", "cat", "--json");

        Assert.True((said.Code, isSent) == (0, true), said.ToString());
        Assert.Equal(("ses_1", null), ((string)said.Json["session"]!, (string?)said.Json["error"]));
        Assert.StartsWith("The prompt to ses_1 was sent, but nobody will be told of its end: '", said.Errors, StringComparison.Ordinal);
        Assert.Matches("' cannot be started in '.*watchers': .*'occtl wait ses_1' waits for it.\n$", said.Errors);
    }

    private static string Answer(StandInRequest request) => request.Path switch
    {
        "/global/health" => """{ "healthy": true, "version": "1.18.33" }""",
        "/path" => """{ "home": "/", "state": "/", "config": "/", "worktree": "/", "directory": "/own" }""",
        "/session/ses_1" => """
            { "id": "ses_1", "slug": "x", "projectID": "p", "directory": "/own", "title": "X", "version": "1", "time": { "created": 1, "updated": 1 } }
            """,
        "/session/status" => "{}",
        _ => "[]",
    };

    private static async Task<JsonNode[]> ReadAsync(string file, int count)
    {
        while (true)
        {
            string[] lines = File.Exists(file) ? await File.ReadAllLinesAsync(file, Token) : [];
            if (lines.Length >= count) return [.. lines.Select(static l => JsonNode.Parse(l)!)];
            await Task.Delay(50, Token);
        }
    }

    private static List<string> CommandLines()
    {
        List<string> lines = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(static d => int.TryParse(Path.GetFileName(d), out _)))
        {
            try
            {
                lines.Add(File.ReadAllText(Path.Combine(folder, "cmdline")));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile.
            }
        }

        return lines;
    }
}
