using Microsoft.Extensions.AI;
using OpenCode.Approvals;
using OpenCode.Core.Errors;
using OpenCode.Models;
using OpenCode.Server.Agents;
using OpenCode.Sessions;
using OpenCode.Turns;
using Xunit;

namespace OpenCode.Server.Tests.Running;

/// <summary>Turns of this project's own client on a server whose agent is a chat client.</summary>
public sealed class TurnTests
{
    private const int Limit = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task A_prompt_is_answered_piece_by_piece()
    {
        await using RunningServer server = await RunningServer.StartAsync(new ChatClientAgent(ScriptedChatClient.Of(static _ =>
        [
            new TextReasoningContent("Let me think."), new TextContent("Hello, "), new TextContent("world."),
            new UsageContent(new UsageDetails { InputTokenCount = 10, OutputTokenCount = 4 }),
        ])));
        await using OpenCodeClient client = server.Client();
        OpenCodeSession session = await client.Sessions.CreateAsync(cancellationToken: Token);
        var texts = new List<string>();

        Turn turn = session.Prompt("Say hello.", cancellationToken: Token);
        await foreach (TurnUpdate update in turn)
        {
            if (update is TextUpdate text) texts.Add(text.Delta);
        }

        TurnResult result = await turn;
        Assert.Equal(TurnOutcome.Completed, result.Outcome);
        Assert.Equal("Hello, world.", result.Text);
        Assert.Equal("Hello, world.", string.Concat(texts));
        Assert.Equal(14, result.Usage.TotalTokens);
        Assert.Equal("Say hello.", (await client.Session[session.Id].GetAsync(Token)).Title);
    }

    [Theory(Timeout = Limit)]
    [InlineData("allow", 1, "done", TurnOutcome.Completed)]
    [InlineData("deny", 0, "", TurnOutcome.PermissionRefused)]
    [InlineData("because", 0, "refused", TurnOutcome.Completed)]
    public async Task A_tool_runs_when_it_is_allowed_and_a_refusal_without_a_word_ends_the_turn(
        string decision, int expectedRuns, string said, TurnOutcome outcome)
    {
        int runs = 0;
        AIFunction deploy = AIFunctionFactory.Create((string target) => $"Deployed to {target} ({++runs}).", "deploy");
        var agent = new ChatClientAgent(
            ScriptedChatClient.Of(messages => messages[^1].Contents.OfType<FunctionResultContent>().FirstOrDefault() is { } result
                ? [new TextContent($"{result.Result}".Contains("Deployed to test", StringComparison.Ordinal) ? "done" : "refused")]
                : [new FunctionCallContent("call_1", "deploy", new Dictionary<string, object?> { ["target"] = "test" })]),
            new ChatClientAgentOptions { Tools = _ => [new ApprovalRequiredAIFunction(deploy)] });
        await using RunningServer server = await RunningServer.StartAsync(agent);
        await using OpenCodeClient client = server.Client();
        OpenCodeSession session = await client.Sessions.CreateAsync(cancellationToken: Token);
        PermissionPolicy policy = decision switch
        {
            "allow" => PermissionPolicy.DenyAll.Allow("deploy", "*"),
            "because" => PermissionPolicy.DenyAll.When("deploy", "*", PermissionDecision.DenyBecause("Not today.")),
            _ => PermissionPolicy.DenyAll,
        };

        TurnResult result = await session.Prompt("Deploy.", new TurnOptions { Permissions = policy, ThrowOn = TurnOptions.ThrowOnNothing }, Token);

        Assert.Equal(expectedRuns, runs);
        Assert.Equal((outcome, said), (result.Outcome, result.Text));
        ToolPart tool = (await client.Session[session.Id].Message.GetAsync(Token)).SelectMany(static m => m.Parts).OfType<ToolPart>().Single();
        Assert.Equal("deploy", tool.Tool);
        Assert.Equal("test", tool.State.Input.GetProperty("target").GetString());
        Assert.Equal(decision == "allow", tool.State is ToolStateCompleted);
        Assert.Empty(await session.GetPermissionsAsync(Token));
    }

    [Fact(Timeout = Limit)]
    public async Task An_abort_aborts()
    {
        var agent = new ChatClientAgent(new ScriptedChatClient(static (_, token) => ForeverAsync(token)));
        await using RunningServer server = await RunningServer.StartAsync(agent);
        await using OpenCodeClient client = server.Client();
        OpenCodeSession session = await client.Sessions.CreateAsync(cancellationToken: Token);
        Turn turn = session.Prompt("Never end.", new TurnOptions { ThrowOn = TurnOptions.ThrowOnNothing }, Token);
        await foreach (TurnUpdate update in turn)
        {
            if (update is TextUpdate) await client.Session[session.Id].Abort.PostAsync(cancellationToken: Token);
        }

        Assert.Equal(TurnOutcome.Aborted, (await turn).Outcome);
        Assert.Empty(await client.Session.Status.GetAsync(Token));
    }

    [Fact(Timeout = Limit)]
    public async Task Prompts_of_a_session_are_answered_one_after_the_other_each_with_its_own_answer()
    {
        int running = 0, most = 0;
        var agent = new ChatClientAgent(new ScriptedChatClient((messages, token) => EchoAsync(messages[^1].Text, token)));
        await using RunningServer server = await RunningServer.StartAsync(agent);
        await using OpenCodeClient client = server.Client();
        Session session = await client.Session.PostAsync(cancellationToken: Token);

        SessionPromptResponse[] answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => client.Session[session.Id].Message.PostAsync(
            new SessionPromptRequest { Parts = [new TextPartInput { Text = $"Number {i}" }] }, cancellationToken: Token)));

        Assert.Equal(Enumerable.Range(0, 5).Select(static i => $"Number {i}"), answers.Select(static a => a.Parts.OfType<TextPart>().Single().Text));
        Assert.Equal(1, most);

        async IAsyncEnumerable<AIContent> EchoAsync(string text, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            yield return new TextContent(text);
            Interlocked.Decrement(ref running);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task What_the_agent_throws_is_the_error_of_the_message_and_the_session_goes_on()
    {
        bool fails = true;
        var tooMany = new HttpRequestException("Too many.", null, System.Net.HttpStatusCode.TooManyRequests);
        var agent = new ChatClientAgent(ScriptedChatClient.Of(_ => fails ? throw tooMany : [new TextContent("Well.")]));
        await using RunningServer server = await RunningServer.StartAsync(agent);
        await using OpenCodeClient client = server.Client();
        OpenCodeSession session = await client.Sessions.CreateAsync(cancellationToken: Token);

        TurnResult failed = await session.Prompt("One.", new TurnOptions { ThrowOn = TurnOptions.ThrowOnNothing }, Token);
        fails = false;
        TurnResult well = await session.Prompt("Two.", cancellationToken: Token);

        Assert.Equal(TurnOutcome.ModelError, failed.Outcome);
        Assert.Contains("Too many.", failed.Error, StringComparison.Ordinal);
        Assert.Equal("Well.", well.Text);
    }

    [Fact(Timeout = Limit)]
    public async Task A_prompt_that_is_sent_again_is_answered_once()
    {
        int asked = 0;
        await using RunningServer server = await RunningServer.StartAsync(new ChatClientAgent(ScriptedChatClient.Of(_ => [new TextContent($"{++asked}")])));
        await using OpenCodeClient client = server.Client();
        Session session = await client.Session.PostAsync(cancellationToken: Token);
        Session other = await client.Session.PostAsync(cancellationToken: Token);
        var prompt = new SessionPromptRequest { MessageId = "msg_1f82bba7300120pA6ypeDxjGvD", Parts = [new TextPartInput { Text = "Once." }] };

        SessionPromptResponse[] answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => client.Session[session.Id].Message.PostAsync(prompt, Token)));
        SessionPromptResponse late = await client.Session[session.Id].Message.PostAsync(prompt, Token);

        Assert.Equal(1, asked);
        Assert.All(answers, a => Assert.Equal(late.Info.Id, a.Info.Id));
        ApiException refused = await Assert.ThrowsAnyAsync<ApiException>(() => client.Session[other.Id].Message.PostAsync(prompt, Token));
        Assert.Contains("that of another message", refused.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("deny")]
    [InlineData("Reject")]
    [InlineData("")]
    public async Task An_answer_that_is_none_allows_nothing(string reply)
    {
        int runs = 0;
        AIFunction deploy = AIFunctionFactory.Create(() => $"Deployed ({++runs}).", "deploy");
        var agent = new ChatClientAgent(
            ScriptedChatClient.Of(static messages => messages[^1].Role == ChatRole.Tool
                ? [new TextContent("done")]
                : [new FunctionCallContent("call_1", "deploy")]),
            new ChatClientAgentOptions { Tools = _ => [new ApprovalRequiredAIFunction(deploy)] });
        await using RunningServer server = await RunningServer.StartAsync(agent);
        await using OpenCodeClient client = server.Client();
        Session session = await client.Session.PostAsync(cancellationToken: Token);
        await client.Session[session.Id].PromptAsync.PostAsync(new SessionPromptRequest { Parts = [new TextPartInput { Text = "Deploy." }] }, Token);
        IReadOnlyList<PermissionRequest> asked;
        while ((asked = await client.Permission.GetAsync(Token)).Count == 0) await Task.Yield();

        await Assert.ThrowsAnyAsync<ApiException>(() => client.Permission[asked[0].Id].Reply.PostAsync(new() { Reply = reply }, Token));

        Assert.Equal(0, runs);
        Assert.Single(await client.Permission.GetAsync(Token));
    }

    private static async IAsyncEnumerable<AIContent> ForeverAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        yield return new TextContent("Begun.");
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
    }
}
