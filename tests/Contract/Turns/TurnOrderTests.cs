using OpenCode.Approvals;
using OpenCode.Models;
using OpenCode.Sessions;
using OpenCode.Testing;
using OpenCode.Turns;

namespace OpenCode.Contract.Tests.Turns;

/// <summary>Several prompts of one session, and sessions beside each other.</summary>
public sealed class TurnOrderTests(TurnServer server)
{
    private static readonly TurnOptions _allowing = new() { Permissions = PermissionPolicy.AllowAll };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prompts_of_a_session_wait_for_each_other_and_each_gets_its_own_answer()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("In order", Token);
        OpenCodeSession same = client.Sessions.Attach(session.Reference);
        Turn[] turns =
            [.. Enumerable.Range(0, 4).Select(i => (i % 2 == 0 ? session : same).Prompt(server.Prompt(new ModelTurn().Text($"Answer {i}.")), Token))];

        TurnResult[] results = await Task.WhenAll(turns.Select(static t => t.GetResultAsync(Token)));

        Assert.Equal(["Answer 0.", "Answer 1.", "Answer 2.", "Answer 3."], results.Select(static r => r.Text));
        Assert.All(results, static r => Assert.False(r.HadOtherPrompts));
    }

    [Fact]
    public async Task A_turn_that_is_aborted_in_the_line_is_never_sent_and_the_next_one_goes_on()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("In line", Token);
        Turn first = session.Prompt(server.Prompt(new ModelTurn().Text("First").Hang()), Token);
        Turn second = session.Prompt(server.Prompt(new ModelTurn().Text("Second.")), Token);
        Turn third = session.Prompt(server.Prompt(new ModelTurn().Text("Third.")), Token);

        Assert.Equal((TurnOutcome.Aborted, ""), Outcome(await second.AbortAsync(Token)));
        await first.AbortAsync(Token);

        Assert.Equal("Third.", (await third).Text);
        Assert.DoesNotContain(await session.GetMessagesAsync(Token), m => m.Info.Id == second.PromptId);
    }

    [Fact]
    public async Task A_busy_session_can_refuse_here_and_for_other_processes()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        await using OpenCodeClient other = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("Busy", Token);
        Turn first = session.Prompt(server.Prompt(new ModelTurn().Text("First").Hang()), Token);
        await foreach (TurnUpdate update in first)
        {
            if (update is TextUpdate) break;
        }

        TurnOptions refusing = new() { Order = TurnOrder.Refuse };
        Assert.Throws<SessionBusyException>(() => session.Prompt("Second", refusing, Token));
        await Assert.ThrowsAsync<SessionBusyException>(async () => await other.Sessions.Attach(session.Reference).Prompt("Third", refusing, Token));
        await first.AbortAsync(Token);
    }

    [Fact]
    public async Task A_prompt_of_another_process_is_waited_for()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        await using OpenCodeClient other = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("Two processes", Token);
        Turn first = session.Prompt(server.Prompt(new ModelTurn().Text("A").Delay(TimeSpan.FromSeconds(2)).Text("B")), Token);
        await foreach (TurnUpdate update in first)
        {
            if (update is TextUpdate) break;
        }

        TurnResult second = await other.Sessions.Attach(session.Reference).Prompt(server.Prompt(new ModelTurn().Text("C")), Token);

        Assert.Equal("C", second.Text);
        Assert.Equal("AB", (await first).Text);
    }

    [Fact]
    public async Task A_prompt_can_steer_a_turn_that_is_under_way()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("Steered", Token);
        Turn first = session.Prompt(
            server.Prompt(new ModelTurn().ToolCall("bash", new { command = "sleep 2", description = "Sleep" }), new ModelTurn().Text("As first said.")),
                _allowing, Token);
        await foreach (TurnUpdate update in first)
        {
            if (update is ToolStartedUpdate) break;
        }

        Turn second = session.Prompt(server.Prompt(new ModelTurn().Text("As steered.")), _allowing with { Order = TurnOrder.Steer }, Token);

        Assert.Equal("As steered.", (await second).Text);
        TurnResult result = await first;
        Assert.Equal("As steered.", result.Text);
        Assert.True(result.HadOtherPrompts);
        Assert.Equal(2, result.Messages.Count);
    }

    // 1.18.33 responds 400 to the list of a directory's permissions while one to fetch from the web is among them.
    [Fact]
    public async Task A_permission_that_the_server_cannot_list_fails_no_other_turn()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        string apart = Directory.CreateDirectory(Path.Combine((await server.SandboxAsync()).Directory, "apart")).FullName;
        SessionCreateRequest asking = new() { Permission = [new() { Permission = "webfetch", Pattern = "*", Action = PermissionAction.Ask }] };
        OpenCodeSession session = await client.Sessions.CreateAsync(asking, apart, Token);
        OpenCodeSession other = await client.Sessions.CreateAsync(new SessionCreateRequest { Title = "Other" }, apart, Token);
        Turn waiting = session.Prompt(
            server.Prompt(new ModelTurn().ToolCall("webfetch", new { url = "http://127.0.0.1:9/", format = "text" })),
            new TurnOptions { Permissions = PermissionPolicy.DenyAll.When("*", "*", PermissionDecision.Leave) },
            Token);
        await foreach (TurnUpdate update in waiting)
        {
            if (update is PermissionAskedUpdate) break;
        }

        TurnResult result = await other.Prompt(server.Prompt(new ModelTurn().Text("Beside.")), Token);

        Assert.Equal("Beside.", result.Text);
        await waiting.AbortAsync(Token);
    }

    [Fact]
    public async Task Many_sessions_share_one_connection_for_events()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        TurnResult[] results = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            OpenCodeSession session = await client.Sessions.CreateAsync($"Beside {i}", Token);
            return await session.Prompt(server.Prompt(new ModelTurn().Text($"Number ", $"{i}.")), Token);
        }));

        Assert.Equal(Enumerable.Range(0, 10).Select(static i => $"Number {i}."), results.Select(static r => r.Text));
        Assert.Single(client.Subscriptions);
    }

    [Fact]
    public async Task A_command_and_a_shell_line_are_turns()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("Commands", Token);

        TurnResult shell = await session.Shell("echo from the shell", cancellationToken: Token);
        TurnResult command = await session.Command("init", server.Prompt(new ModelTurn().Text("Initialized.")), cancellationToken: Token);

        Assert.Equal(TurnOutcome.Completed, shell.Outcome);
        Assert.Contains(
            "from the shell", ((Models.ToolStateCompleted)((Models.ToolPart)Assert.Single(shell.Messages).Parts[0]).State).Output, StringComparison.Ordinal);
        Assert.Equal("Initialized.", command.Text);
    }

    private static (TurnOutcome Outcome, string Text) Outcome(TurnResult result) => (result.Outcome, result.Text);
}
