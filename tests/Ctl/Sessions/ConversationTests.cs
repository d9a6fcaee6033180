using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Tests.Running;
using OpenCode.Testing;

namespace OpenCode.Ctl.Tests.Sessions;

/// <summary>Every command about sessions, against a real server with a scripted model.</summary>
[Collection(nameof(SharedServer))]
public sealed class ConversationTests(SharedServer shared)
{
    private const int Limit = 300_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Prompts_are_sent_continued_read_forked_and_deleted()
    {
        Occ occ = await shared.GetAsync();
        string server = shared.Id;

        Said first = await occ.RunAsync("send", "Say one.", "--json");
        string session = (string)first.Json["session"]!;
        Said second = await occ.RunAsync("send", "Say two.", "--continue", "--quiet");
        Said piped = await occ.RunAsync(["send", "--session", session, "--quiet"], "Say three.");

        Assert.Equal((0, "completed", "one"), (first.Code, (string)first.Json["outcome"]!, (string)first.Json["text"]!));
        Assert.True((double)first.Json["cost"]! > 0, first.Output);
        Assert.Equal((0, "two\n", ""), (second.Code, second.Output, second.Errors));
        Assert.Equal((0, "three\n"), (piped.Code, piped.Output));
        Assert.Equal("three\n", (await occ.RunAsync("last")).Output);
        Assert.Equal(6, (await occ.RunAsync("messages", session, "--json")).Json.AsArray().Count);
        Assert.Equal(3, (await occ.RunAsync("messages", "--compact", "--role", "user")).Output.TrimEnd().Split('\n').Length);
        Assert.Contains("three", (await occ.RunAsync("tail", "-n", "1")).Output, StringComparison.Ordinal);
        Assert.Contains(session, (await occ.RunAsync("sessions")).Output, StringComparison.Ordinal);
        Assert.Equal(session, (await occ.RunAsync("wait", "--timeout", "60s")).Output.Trim());
        Assert.Equal(0, (await occ.RunAsync("wait", "--text", "two", "--timeout", "60s")).Code);
        string fork = (await occ.RunAsync("fork", session)).Output.Trim();
        Assert.StartsWith("ses_", fork, StringComparison.Ordinal);
        Assert.Equal([fork], (await occ.RunAsync("chain", fork, "--json")).Json.AsArray().Select(static s => (string)s!["id"]!));
        string made = (await occ.RunAsync("new", "--title", "Mine", "--rule", "allow:bash:git *")).Output.Trim();
        Assert.Equal("allow:bash:git *\n", (await occ.RunAsync("policy", made)).Output);
        Assert.Equal(0, (await occ.RunAsync("test-permission", "bash", "git push", "--session", made)).Code);
        Assert.Equal(1, (await occ.RunAsync("test-permission", "bash", "rm -rf /", "--session", made)).Code);
        Assert.Equal($"{fork} deleted\n{made} deleted\n", (await occ.RunAsync("delete", fork, made)).Output);
        Assert.Equal(102, (await occ.RunAsync("last", fork)).Code);
        Assert.Equal(0, (await occ.RunAsync("todo")).Code);
        Assert.Equal(0, (await occ.RunAsync("diff")).Code);
        Assert.Equal(0, (await occ.RunAsync("children")).Code);
        Assert.Equal(0, (await occ.RunAsync("abort")).Code);
        Assert.Contains("scripted/", (await occ.RunAsync("models")).Output, StringComparison.Ordinal);
        Assert.Equal("ask", (string)(await occ.RunAsync("config", "permission")).Json["bash"]!);
        Assert.Contains("bash", (await occ.RunAsync("config", "tools")).Output, StringComparison.Ordinal);
        Assert.Contains("build", (await occ.RunAsync("config", "agent")).Output, StringComparison.Ordinal);
        Assert.Contains(server, (await occ.RunAsync("watch", "--once", "--all")).Output, StringComparison.Ordinal);
        Assert.Equal("idle", (string)(await occ.RunAsync("status", "--json")).Json["state"]!);
    }

    [Fact(Timeout = Limit)]
    [Trait("Fault", "cleanup ends busy servers")]
    public async Task A_permission_waits_is_seen_and_is_given_from_another_command()
    {
        Occ occ = await shared.GetAsync();
        string server = shared.Id;

        string session = (await occ.RunAsync("send", "Run: echo hello", "--async")).Output.Trim();
        Said waits = await occ.RunAsync("wait", session, "--waiting", "--timeout", "2m");
        Said status = await occ.RunAsync("status", "--json");
        Said cleanup = await occ.RunAsync("cleanup", "--idle", "0");
        JsonNode pending = Assert.Single((await occ.RunAsync("permissions", "--json")).Json.AsArray())!;
        Said approved = await occ.RunAsync("approve");
        Said idle = await occ.RunAsync("wait", session, "--timeout", "2m");

        Assert.Equal((3, $"{session} waiting_permission\n"), (waits.Code, waits.Output));
        Assert.Equal("waiting_permission", (string)status.Json["state"]!);
        Assert.Equal("Nothing to clean up.\n", cleanup.Output);
        Assert.Equal(("permission", server, "bash"), ((string)pending["kind"]!, (string)pending["server"]!, (string)pending["permission"]!));
        Assert.Equal($"{pending["id"]} once\n", approved.Output);
        Assert.Equal((0, $"{session}\n"), (idle.Code, idle.Output));
        Assert.Equal("done\n", (await occ.RunAsync("last", session)).Output);
        Assert.Contains("bash echo hello [completed]", (await occ.RunAsync("messages", session, "--full")).Output, StringComparison.Ordinal);
    }

    /// <summary>What is added to the command line, the exit code and the outcome.</summary>
    [Theory(Timeout = Limit)]
    [InlineData("", 1, "permission_refused")]
    [InlineData("--rule|deny:bash", 0, "completed")]
    [InlineData("--rule|allow:bash:echo *", 0, "completed")]
    [InlineData("--auto", 0, "completed")]
    [InlineData("--auto|--rule|deny:bash:echo *", 0, "completed")]
    [InlineData("--auto|--budget|0.000001", 1, "budget_exceeded")]
    public async Task A_turn_ends_as_the_command_line_says(string added, int code, string outcome)
    {
        Occ occ = await shared.GetAsync();

        Said said = await occ.RunAsync(["send", "Run: echo hello", "--json", .. added.Split('|', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.True(said.Code == code, said.ToString());
        Assert.Equal(outcome, (string)said.Json["outcome"]!);
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_for_one_prompt_is_gone_afterwards()
    {
        await using Occ occ = await Occ.CreateAsync(new ScriptedModelOptions { Respond = SharedServer.Answer });

        Said said = await occ.RunAsync(["run", "Say one.", .. occ.ServerOptions, "--quiet"]);

        Assert.Equal((0, "one\n", ""), (said.Code, said.Output, said.Errors));
        Assert.Empty((await occ.RunAsync("list", "--json")).Json.AsArray());
    }

    [Fact(Timeout = Limit)]
    public async Task A_command_that_is_ended_stops_its_turn_on_the_server()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        Occ occ = await shared.GetAsync();
        using Process send = occ.Begin("send", "Please hang until a signal.", "--json");
        await occ.Model.WaitForRequestAsync(
            static r => r.Kind == ModelRequestKind.Turn && r.LastUserText.Contains("until a signal", StringComparison.Ordinal), Token);

        using Process kill = Process.Start("kill", ["-TERM", send.Id.ToString(CultureInfo.InvariantCulture)]);
        await send.WaitForExitAsync(Token);

        Assert.Equal(130, send.ExitCode);
        Assert.Equal(0, (await occ.RunAsync("wait", "--timeout", "30s")).Code);
    }

    [Fact(Timeout = Limit)]
    public async Task Waiting_ends_with_its_limit_and_a_name_that_is_empty_is_nobody()
    {
        Occ occ = await shared.GetAsync();
        string session = (await occ.RunAsync("send", "Please hang for a limit.", "--async")).Output.Trim();

        Said sent = await occ.RunAsync("send", "Please hang for a limit of its own.", "--timeout", "3s", "--quiet");
        Said late = await occ.RunAsync("wait", session, "--timeout", "1s");
        Said waiting = await occ.RunAsync("wait", session, "--waiting", "--timeout", "1s");
        await occ.RunAsync("abort", session);

        Assert.Equal((124, ""), (sent.Code, sent.Output));
        Assert.Equal((124, ""), (late.Code, late.Output));
        Assert.Equal((124, ""), (waiting.Code, waiting.Output));
        Assert.Equal(102, (await occ.RunAsync("stop", "")).Code);
        Assert.Equal(102, (await occ.RunAsync("delete", "")).Code);
        Assert.Equal(102, (await occ.RunAsync("approve", "")).Code);
        Assert.Equal(0, (await occ.RunAsync("status")).Code);
    }

    [Fact(Timeout = Limit)]
    public async Task Somebody_is_told_when_a_turn_ends_also_of_one_in_the_background()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is one of a Unix shell.");
        Occ occ = await shared.GetAsync();
        string told = Path.Combine(occ.Project, "told.json");
        string later = Path.Combine(occ.Project, "later.json");

        Said sent = await occ.RunAsync("send", "Say two.", "--quiet", "--notify", $"cat > {told}", "--notify", "exit 3");
        string session = (await occ.RunAsync("send", "Say one.", "--async", "--notify", $"cat > {later}.part && mv {later}.part {later}")).Output.Trim();
        while (!File.Exists(later)) await Task.Delay(50, Token);

        Assert.Equal((0, "two\n", "The notification to 'exit' failed: it ended with exit code 3.\n"), (sent.Code, sent.Output, sent.Errors));
        JsonNode first = JsonNode.Parse(await File.ReadAllTextAsync(told, Token))!;
        JsonNode second = JsonNode.Parse(await File.ReadAllTextAsync(later, Token))!;
        Assert.Equal(("turn_ended", shared.Id, "completed"), ((string)first["kind"]!, (string)first["server"]!, (string)first["outcome"]!));
        Assert.Equal(
            ("turn_ended", shared.Id, session, "completed"),
            ((string)second["kind"]!, (string)second["server"]!, (string)second["session"]!, (string)second["outcome"]!));
    }

    [Theory(Timeout = Limit)]
    [InlineData("send")]
    [InlineData("send|hello|--timeout|soon")]
    [InlineData("send|hello|--model|nonsense")]
    [InlineData("send|hello|--rule|nonsense")]
    [InlineData("send|hello|--auto|--leave")]
    [InlineData("send|hello|--budget|-1")]
    [InlineData("send|hello|--async|--timeout|5s")]
    [InlineData("stop")]
    [InlineData("start|--port|70000")]
    [InlineData("start|--env|NAME")]
    [InlineData("wait|--any|--all")]
    [InlineData("nonsense")]
    public async Task A_wrong_command_line_is_told_in_a_line(string arguments)
    {
        Occ occ = await shared.GetAsync();

        Said said = await occ.RunAsync(arguments.Split('|'));

        Assert.Equal((100, ""), (said.Code, said.Output));
        Assert.Single(said.Errors.TrimEnd().Split('\n'));
    }
}
