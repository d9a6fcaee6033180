using OpenCode.Approvals;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.Sessions;
using OpenCode.Testing;
using OpenCode.Turns;

namespace OpenCode.Contract.Tests.Turns;

/// <summary>Turns against the real server and a scripted model: the right outcome within a bounded time.</summary>
public sealed class TurnTests(TurnServer server)
{
    private static readonly PermissionRule[] _askForBash = [new() { Permission = "bash", Pattern = "*", Action = PermissionAction.Ask }];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_gives_its_text_as_it_comes_and_as_a_whole()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("Text", Token);
        Turn turn = session.Prompt(server.Prompt(new ModelTurn().Reasoning("Hm", ", so.").Text("Hello ", "you", ".").Usage(100, 10)), Token);

        List<TurnUpdate> updates = await TurnUpdates.ReadAsync(turn);
        TurnResult result = await turn;

        Assert.Equal(TurnOutcome.Completed, result.Outcome);
        Assert.Equal("Hello you.", result.Text);
        Assert.Equal("Hello you.", TurnUpdates.TextOf(updates));
        Assert.Equal("Hm, so.", string.Concat(updates.OfType<ReasoningUpdate>().Select(static u => u.Delta)));
        Assert.Equal((100, 10), (result.Usage.InputTokens, result.Usage.OutputTokens));
        Assert.Same(result, Assert.IsType<TurnCompletedUpdate>(updates[^1]).Result);
        Assert.Equal(turn.PromptId, result.Message?.ParentId);
    }

    [Fact]
    public async Task A_turn_may_last_longer_than_any_request()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        TimeSpan limit = TimeSpan.FromSeconds(2);
        await using OpenCodeClient client = new(new OpenCodeClientOptions
        {
            BaseUri = sandbox.BaseUri,
            Directory = sandbox.Directory,
            Budgets = new RequestBudgets { ResponseHeaders = limit, IdleBetweenBytes = limit },
        });
        OpenCodeSession session = await client.Sessions.CreateAsync("Long", Token);

        TurnResult result = await session.Prompt(server.Prompt(new ModelTurn().Delay(2 * limit).Text("At last.")), Token);

        Assert.Equal((TurnOutcome.Completed, "At last."), (result.Outcome, result.Text));
    }

    [Fact]
    public async Task Tools_are_shown_and_the_usage_is_that_of_all_steps()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync(new SessionCreateRequest { Title = "Tools" }, await server.ProjectAsync(), Token);
        Turn turn = session.Prompt(
            server.Prompt(
                new ModelTurn().ToolCall("bash", new { command = "echo one; sleep 1; echo two", description = "Say" }).Usage(100, 10),
                new ModelTurn().ToolCall("write", new { filePath = "said.txt", content = "said\n" }).Usage(200, 20),
                new ModelTurn().Text("Said.").Usage(300, 30)),
            new TurnOptions { Permissions = PermissionPolicy.AllowAll },
            Token);

        List<TurnUpdate> updates = await TurnUpdates.ReadAsync(turn);
        TurnResult result = await turn;

        Assert.Equal(["bash", "write"], updates.OfType<ToolStartedUpdate>().Select(static u => u.Tool));
        Assert.Equal("one\ntwo\n", updates.OfType<ToolFinishedUpdate>().First().Output);
        Assert.Contains(updates.OfType<ToolOutputUpdate>(), static u => u.Output.StartsWith("one", StringComparison.Ordinal));
        Assert.Single(updates.OfType<FileChangedUpdate>());
        Assert.Equal(3, updates.OfType<StepFinishedUpdate>().Count());
        Assert.Equal((600, 60), (result.Usage.InputTokens, result.Usage.OutputTokens));
        Assert.Equal(3, result.Messages.Count);
        if (TurnServer.IsOld) return;
        Assert.Equal("said.txt", Assert.Single(result.Diff).File);
        Assert.Equal("said.txt", Assert.Single(await session.GetDiffAsync(cancellationToken: Token)).File);
    }

    [Fact]
    public async Task A_sub_agent_belongs_to_the_turn_with_its_text_its_cost_and_its_permissions()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync(new SessionCreateRequest { Permission = _askForBash }, cancellationToken: Token);
        string childPrompt = server.Prompt(
            new ModelTurn().ToolCall("bash", new { command = "echo child", description = "Say" }).Usage(300, 30),
            new ModelTurn().Text("Done by the child.").Usage(300, 30));
        Turn turn = session.Prompt(
            server.Prompt(
                new ModelTurn().ToolCall("task", new { description = "Delegate", prompt = childPrompt, subagent_type = "general" }).Usage(100, 10),
                new ModelTurn().Text("Done.").Usage(200, 20)),
            new TurnOptions { Permissions = PermissionPolicy.DenyAll.Allow("task").Allow("bash", "echo *") },
            Token);

        List<TurnUpdate> updates = await TurnUpdates.ReadAsync(turn);
        TurnResult result = await turn;

        ChildStartedUpdate child = Assert.Single(updates.OfType<ChildStartedUpdate>());
        Assert.Equal(session.Id, child.ParentId);
        Assert.Equal("Done.", result.Text);
        Assert.Equal("Done by the child.", TurnUpdates.TextOf(updates, child.SessionId));
        Assert.Equal(900, result.Usage.InputTokens);
        Assert.Equal(2, result.ChildMessages[child.SessionId].Count);
        Assert.Equal(child.SessionId, Assert.Single(await session.GetDescendantsAsync(Token)).Id);
    }

    /// <summary>The policy, how the turn ends, and its text.</summary>
    public static TheoryData<string, TurnOutcome, string> Decisions => new()
    {
        { "none", TurnOutcome.PermissionRefused, "" },
        { "deny", TurnOutcome.PermissionRefused, "" },
        { "because", TurnOutcome.Completed, "After." },
        { "once", TurnOutcome.Completed, "After." },
        { "always", TurnOutcome.Completed, "After." },
        { "ask", TurnOutcome.Completed, "After." },
        { "late", TurnOutcome.PermissionRefused, "" },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public async Task A_policy_decides_on_permissions(string policy, TurnOutcome outcome, string text)
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync(new SessionCreateRequest { Permission = _askForBash }, cancellationToken: Token);
        PermissionPolicy permissions = policy switch
        {
            "none" => new TurnOptions().Permissions,
            "deny" => PermissionPolicy.DenyAll.Deny("bash", "echo *").Allow("*"),
            "because" => PermissionPolicy.DenyAll.When("bash", "*", PermissionDecision.DenyBecause("Not today.")),
            "once" => PermissionPolicy.DenyAll.Allow("bash", "echo *"),
            "always" => PermissionPolicy.DenyAll.When("bash", "*", PermissionDecision.AllowAlways),
            "ask" => PermissionPolicy.DenyAll.Ask(static async (_, token) =>
            {
                await Task.Delay(50, token);
                return PermissionDecision.AllowOnce;
            }),
            _ => PermissionPolicy.DenyAll.Ask(
                static async (_, token) =>
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, token);
                    return PermissionDecision.AllowOnce;
                },
                TimeSpan.FromMilliseconds(200)),
        };
        Turn turn = session.Prompt(
            server.Prompt(new ModelTurn().ToolCall("bash", new { command = policy == "always" ? "printf always" : $"echo {policy}", description = "Say" }),
                new ModelTurn().Text("After.")),
            new TurnOptions { Permissions = permissions, ThrowOn = TurnOptions.ThrowOnNothing },
            Token);

        TurnResult result = await turn;

        Assert.Equal((outcome, text), (result.Outcome, result.Text));
        Assert.Empty(await session.GetPermissionsAsync(Token));
    }

    [Fact]
    public async Task A_permission_can_be_left_to_another_process()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        await using OpenCodeClient other = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync(new SessionCreateRequest { Permission = _askForBash }, cancellationToken: Token);
        Turn turn = session.Prompt(
            server.Prompt(new ModelTurn().ToolCall("bash", new { command = "echo left", description = "Say" }), new ModelTurn().Text("After.")),
            new TurnOptions { Permissions = PermissionPolicy.LeaveAll },
            Token);
        await foreach (TurnUpdate update in turn)
        {
            if (update is PermissionAskedUpdate) break;
        }

        OpenCodeSession there = other.Sessions.Attach(session.Reference);
        PermissionRequest request = Assert.Single(await there.GetPermissionsAsync(Token));
        await there.ReplyAsync(request, PermissionDecision.AllowOnce, Token);
        await there.ReplyAsync(request, PermissionDecision.AllowOnce, Token);

        Assert.Equal("After.", (await turn).Text);
    }

    [Theory]
    [InlineData("dismiss", TurnOutcome.QuestionUnanswered, "")]
    [InlineData("first", TurnOutcome.Completed, "Right.")]
    [InlineData("ask", TurnOutcome.Completed, "Right.")]
    [InlineData("late", TurnOutcome.QuestionUnanswered, "")]
    public async Task A_policy_answers_questions(string policy, TurnOutcome outcome, string text)
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("Questions", Token);
        QuestionPolicy questions = policy switch
        {
            "dismiss" => QuestionPolicy.Dismiss,
            "first" => QuestionPolicy.First,
            "ask" => QuestionPolicy.Ask(static (request, _) => ValueTask.FromResult<IReadOnlyList<IReadOnlyList<string>>?>([["B"]])),
            _ => QuestionPolicy.Ask(
                static async (_, token) =>
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, token);
                    return null;
                },
                TimeSpan.FromMilliseconds(200)),
        };
        object[] asked =
            [new { question = "Which?", header = "Pick", options = new[] { new { label = "A", description = "a" }, new { label = "B", description = "b" } } }];

        TurnResult result = await session.Prompt(
            server.Prompt(new ModelTurn().ToolCall("question", new { questions = asked }), new ModelTurn().Text("Right.")),
            new TurnOptions { Questions = questions, ThrowOn = TurnOptions.ThrowOnNothing },
            Token);

        Assert.Equal((outcome, text), (result.Outcome, result.Text));
        Assert.Empty(await session.GetQuestionsAsync(Token));
    }
}
