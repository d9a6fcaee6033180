using OpenCode.Ctl.Tests.Running;

namespace OpenCode.Ctl.Tests.Sessions;

/// <summary>Commands that are used now and then: summaries, pages, servers of others, the terminal interface.</summary>
[Collection(nameof(SharedServer))]
public sealed class OtherCommandTests(SharedServer shared)
{
    private const int Limit = 300_000;

    /// <summary>A command line that no other test has, and what each line, or the whole, has.</summary>
    [Theory(Timeout = Limit)]
    [InlineData("touch", "last_activity")]
    [InlineData("cleanup|--dry-run", "without_entry")]
    [InlineData("logs|--lines|1", "line")]
    [InlineData("watch|--once|--all", "sessions")]
    [InlineData("fork", "id")]
    [InlineData("tail|--limit|1", "info")]
    [InlineData("abort", "result")]
    public async Task What_a_command_says_is_JSON_of_the_documented_shape(string typed, string property)
    {
        Occ occ = await shared.GetAsync();
        if (typed is "fork" or "abort" || typed.StartsWith("tail", StringComparison.Ordinal)) await occ.RunAsync("send", "Say one.", "--quiet");

        Said said = await occ.RunAsync([.. typed.Split('|'), "--json"]);

        Assert.True(said.Code == 0, said.ToString());
        Assert.True(said.Json.AsObject().ContainsKey(property), said.Output);
    }

    [Fact(Timeout = Limit)]
    public async Task A_conversation_is_summed_up_and_a_page_that_cannot_be_made_is_told_in_a_line()
    {
        Occ occ = await shared.GetAsync();
        string session = (string)(await occ.RunAsync("send", "Say one.", "--json")).Json["session"]!;

        Said summary = await occ.RunAsync("summary", session, "--json");
        Said nothing = await occ.RunAsync("summary", (await occ.RunAsync("new")).Output.Trim());
        Said share = await occ.RunAsync("share", session);

        Assert.True(summary.Code == 0, summary.ToString());
        Assert.NotEqual("", (string)summary.Json["text"]!);
        Assert.Equal(102, nothing.Code);
        Assert.Equal((103, ""), (share.Code, share.Output));
        Assert.Single(share.Errors.TrimEnd().Split('\n'));
        Assert.Contains("shar", share.Errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_of_somebody_else_is_adopted_prompted_and_forgotten()
    {
        Occ occ = await shared.GetAsync();
        string data = Path.Combine(occ.Data, "adopted");
        string url = (string)(await occ.RunAsync("status", "--json")).Json["url"]!;

        Said stranger = await occ.RunElsewhereAsync(data, ["adopt", url]);
        Said adopted = await occ.RunElsewhereAsync(data, ["adopt", url], ("OPENCODE_SERVER_PASSWORD", shared.Password));
        Said sent = await occ.RunElsewhereAsync(data, ["send", "Say one.", "--quiet"]);
        Said stopped = await occ.RunElsewhereAsync(data, ["stop", "--all", "--json"]);

        Assert.Equal((103, ""), (stranger.Code, stranger.Output));
        Assert.Equal(0, adopted.Code);
        Assert.Equal((0, "one\n"), (sent.Code, sent.Output));
        Assert.Equal((adopted.Output.Trim(), "forgotten"), ((string)stopped.Json[0]!["id"]!, (string)stopped.Json[0]!["result"]!));
        Assert.Equal(0, (await occ.RunAsync("status")).Code);
    }

    [Fact(Timeout = Limit)]
    public async Task The_terminal_interface_opens_on_a_server()
    {
        Assert.SkipUnless(TerminalProcess.CanStart, "There is no 'script' that makes a terminal.");
        Occ occ = await shared.GetAsync();

        await using var terminal = TerminalProcess.Start(occ, $"'{OcctlProcess.Program}' attach --executable '{occ.Executable}'");

        // Ctrl-C on an empty prompt closes it; one that comes before the prompt is drawn ends it with an error.
        await terminal.ShowsAsync("Ask anything");
        Assert.True(await terminal.PressUntilItEndsAsync('\x3') == 0, terminal.ToString());
    }

    [Fact(Timeout = Limit)]
    public async Task A_terminal_interface_that_cannot_be_started_says_why()
    {
        Assert.SkipUnless(TerminalProcess.CanStart, "There is no 'script' that makes a terminal.");
        Occ occ = await shared.GetAsync();

        await using var terminal = TerminalProcess.Start(occ, $"'{OcctlProcess.Program}' attach --executable /nowhere");

        Assert.Equal(103, await terminal.PressUntilItEndsAsync(' '));
        Assert.Contains("There is no executable '/nowhere'", terminal.ToString(), StringComparison.Ordinal);
    }
}
