using OpenCode.Approvals;
using OpenCode.Contract.Tests.Faults;
using OpenCode.Models;
using OpenCode.Sessions;
using OpenCode.Testing;
using OpenCode.Testing.Faults;
using OpenCode.Turns;

namespace OpenCode.Contract.Tests.Turns;

/// <summary>Turns over connections that break and servers that go away.</summary>
public sealed class TurnHealingTests(TurnServer server)
{
    private static readonly TurnOptions _quiet = new() { Permissions = PermissionPolicy.AllowAll, ThrowOn = TurnOptions.ThrowOnNothing };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ConnectionEnding.Reset)]
    [InlineData(ConnectionEnding.Close)]
    public async Task A_text_whose_middle_was_missed_is_neither_doubled_nor_lost(ConnectionEnding ending)
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using FaultProxy proxy = await FaultProxy.StartAsync(sandbox.BaseUri);
        await using OpenCodeClient client = Connect(proxy.BaseUri, sandbox);
        OpenCodeSession session = await client.Sessions.CreateAsync("Cut", Token);
        ModelTurn writing = new();
        for (int i = 0; i < 40; i++) writing.Text($"w{i} ").Delay(TimeSpan.FromMilliseconds(100));
        Turn turn = session.Prompt(server.Prompt(writing), _quiet, Token);

        string shown = "";
        int cuts = 0;
        bool hasHealed = false;
        await foreach (TurnUpdate update in turn.WithCancellation(Token))
        {
            if (update is TextUpdate text) shown = text.IsReplacement ? text.Delta : shown + text.Delta;
            hasHealed |= update is GapHealedUpdate;
            if (update is not TextUpdate || cuts > 0) continue;
            cuts++;
            await proxy.CutAllAsync(ending, Token);
        }

        TurnResult result = await turn;
        string expected = string.Concat(Enumerable.Range(0, 40).Select(static i => $"w{i} "));
        Assert.Equal((TurnOutcome.Completed, expected), (result.Outcome, result.Text));
        Assert.Equal(expected, shown);
        Assert.True(hasHealed);
    }

    [Fact]
    public async Task A_permission_that_is_asked_in_a_gap_is_found()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using FaultProxy proxy = await FaultProxy.StartAsync(sandbox.BaseUri);
        await using OpenCodeClient client = Connect(proxy.BaseUri, sandbox);
        OpenCodeSession session = await client.Sessions.CreateAsync(
            new SessionCreateRequest { Permission = [new() { Permission = "bash", Pattern = "*", Action = PermissionAction.Ask }] }, cancellationToken: Token);
        Turn turn = session.Prompt(
            server.Prompt(
                new ModelTurn().Text("Begun.").Delay(TimeSpan.FromSeconds(1)).ToolCall("bash", new { command = "echo gap", description = "Say" }),
                new ModelTurn().Text("After.")),
            _quiet,
            Token);
        await foreach (TurnUpdate update in turn)
        {
            if (update is not TextUpdate) continue;
            proxy.StopListening();
            await proxy.CutAllAsync(ConnectionEnding.Reset, Token);
            break;
        }

        await using OpenCodeClient direct = Connect(sandbox.BaseUri, sandbox);
        OpenCodeSession there = direct.Sessions.Attach(session.Reference);
        await Eventually.TrueAsync(async () => (await there.GetPermissionsAsync(Token)).Count > 0, "the permission is asked for");
        proxy.ResumeListening();

        Assert.Equal((TurnOutcome.Completed, "After."), Outcome(await turn));
    }

    [Fact]
    public async Task A_prompt_whose_response_was_lost_is_not_worked_off_twice()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using FaultProxy proxy = await FaultProxy.StartAsync(sandbox.BaseUri);
        await using OpenCodeClient client = Connect(proxy.BaseUri, sandbox);
        OpenCodeSession session = await client.Sessions.CreateAsync("Lost", Token);
        string prompt = server.Prompt(new ModelTurn().Text("Once."));
        Turn turn = session.Prompt(prompt, _quiet, Token);
        while (turn.PromptId is null) await Task.Yield();
        for (int i = 0; i < 20; i++)
        {
            await proxy.CutAllAsync(ConnectionEnding.Reset, Token);
            await Task.Delay(5, Token);
        }

        Assert.Equal((TurnOutcome.Completed, "Once."), Outcome(await turn));
        Assert.Equal(1, server.Asked(prompt));
        MessageWithParts sent = Assert.Single(await session.GetMessagesAsync(Token), static m => m.Info is UserMessage);
        Assert.Equal(prompt, Assert.IsType<TextPart>(Assert.Single(sent.Parts)).Text);
    }

    [Fact]
    public async Task A_sub_agent_whose_session_was_deleted_does_not_end_its_turn()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using FaultProxy proxy = await FaultProxy.StartAsync(sandbox.BaseUri);
        await using OpenCodeClient client = Connect(proxy.BaseUri, sandbox);
        OpenCodeSession session = await client.Sessions.CreateAsync("Deleted child", Token);
        string child = server.Prompt(new ModelTurn().Text("Done."));
        Turn turn = session.Prompt(
            server.Prompt(
                new ModelTurn().ToolCall("task", new { description = "Delegate", prompt = child, subagent_type = "general" }),
                new ModelTurn().Text("Thanks, ").Delay(TimeSpan.FromSeconds(3)).Text("all.")),
            _quiet,
            Token);
        await foreach (TurnUpdate update in turn)
        {
            if (update is not TextUpdate { Delta: "Thanks, " }) continue;
            foreach (Session one in await session.GetDescendantsAsync(Token)) await client.Session[one.Id].DeleteAsync(Token);
            await proxy.CutAllAsync(ConnectionEnding.Reset, Token);
        }

        Assert.Equal((TurnOutcome.Completed, "Thanks, all."), Outcome(await turn));
    }

    [Fact]
    public async Task A_server_that_is_restarted_in_a_turn_ends_it_truly_and_takes_the_next_one()
    {
        TurnScripts scripts = new();
        await using OpenCodeSandbox sandbox = await TurnServer.StartAsync(scripts, Token);
        await using OpenCodeClient client = Connect(sandbox.BaseUri, sandbox);
        OpenCodeSession session = await client.Sessions.CreateAsync("Restart", Token);
        Turn torn = session.Prompt(scripts.Prompt(new ModelTurn().Text("Begun").Hang()), _quiet, Token);
        await foreach (TurnUpdate update in torn)
        {
            if (update is TextUpdate) break;
        }

        await sandbox.RestartServerAsync(cancellationToken: Token);
        TurnResult result = await torn;
        TurnResult next = await session.Prompt(scripts.Prompt(new ModelTurn().Text("Next.")), _quiet, Token);

        Assert.Equal((TurnOutcome.ServerGone, "Begun"), Outcome(result));
        Assert.Equal((TurnOutcome.Completed, "Next."), Outcome(next));
    }

    [Fact]
    public async Task A_server_that_stays_away_ends_the_turn_when_it_was_waited_for_long_enough()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using FaultProxy proxy = await FaultProxy.StartAsync(sandbox.BaseUri);
        await using OpenCodeClient client = Connect(proxy.BaseUri, sandbox);
        OpenCodeSession session = await client.Sessions.CreateAsync("Gone", Token);
        Turn turn = session.Prompt(server.Prompt(new ModelTurn().Text("Begun").Hang()), _quiet with { ServerGoneAfter = TimeSpan.FromSeconds(2) }, Token);
        await foreach (TurnUpdate update in turn)
        {
            if (update is not TextUpdate) continue;
            proxy.StopListening();
            await proxy.CutAllAsync(ConnectionEnding.Reset, Token);
            break;
        }

        Assert.Equal((TurnOutcome.ServerGone, "Begun"), Outcome(await turn));
        proxy.ResumeListening();
        await session.AbortAsync(Token);
    }

    private static OpenCodeClient Connect(Uri address, OpenCodeSandbox sandbox)
        => new(new OpenCodeClientOptions { BaseUri = address, Directory = sandbox.Directory });

    private static (TurnOutcome Outcome, string Text) Outcome(TurnResult result) => (result.Outcome, result.Text);
}
