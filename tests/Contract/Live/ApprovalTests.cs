using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Agents that wait for a person: permissions and questions.</summary>
[Collection<SharedServer>]
public sealed class ApprovalTests(LiveServer server)
{
    private OpenCodeClient Client => server.Client;

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Granting_a_permission_lets_the_prompt_finish()
    {
        await using EventLog<Event> events = await OpenEventsAsync();
        SessionRequests session = await SessionRequests.NewAsync(Client);
        Task<SessionPromptResponse> prompt = RunGuardedCommandAsync(session);
        EventPermissionAsked asked = await events.NextAsync<EventPermissionAsked>(e => e.Properties.SessionId == session.Id);

        PermissionRequest pending = Assert.Single(
            await Client.Permission.GetAsync(cancellationToken: LiveServer.Cancellation), p => p.SessionId == session.Id);
        Assert.Equal((asked.Properties.Id, "bash"), (pending.Id, pending.Permission));
        Assert.False(prompt.IsCompleted);
        Assert.True(await Client.Permission[pending.Id].Reply.PostAsync(
            new() { Reply = PermissionReply.Once }, cancellationToken: LiveServer.Cancellation));

        Assert.Equal("stop", (await prompt).Info.Finish);
        Assert.Contains("guarded", Assert.IsType<ToolStateCompleted>(await ToolStateOfAsync(session)).Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Refusing_a_permission_is_an_error_of_the_tool()
    {
        await using EventLog<Event> events = await OpenEventsAsync();
        SessionRequests session = await SessionRequests.NewAsync(Client);
        Task<SessionPromptResponse> prompt = RunGuardedCommandAsync(session);
        EventPermissionAsked asked = await events.NextAsync<EventPermissionAsked>(e => e.Properties.SessionId == session.Id);

        Assert.True(await Client.Permission[asked.Properties.Id].Reply.PostAsync(
            new() { Reply = PermissionReply.Reject }, cancellationToken: LiveServer.Cancellation));

        await prompt;
        Assert.IsType<ToolStateError>(await ToolStateOfAsync(session));
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Answering_a_question_lets_the_prompt_finish()
    {
        await using EventLog<Event> events = await OpenEventsAsync();
        SessionRequests session = await SessionRequests.NewAsync(Client);
        Task<SessionPromptResponse> prompt = AskQuestionAsync(session);
        EventQuestionAsked asked = await events.NextAsync<EventQuestionAsked>(e => e.Properties.SessionId == session.Id);

        QuestionRequest pending = Assert.Single(
            await Client.Question.GetAsync(cancellationToken: LiveServer.Cancellation), q => q.Id == asked.Properties.Id);
        Assert.Equal("Which one?", Assert.Single(pending.Questions).Question);
        Assert.True(await Client.Question[pending.Id].Reply.PostAsync(
            new() { Answers = [["The left one"]] }, cancellationToken: LiveServer.Cancellation));

        Assert.Equal("stop", (await prompt).Info.Finish);
        Assert.Contains("The left one", Assert.IsType<ToolStateCompleted>(await ToolStateOfAsync(session)).Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Rejecting_a_question_is_an_error_of_the_tool()
    {
        await using EventLog<Event> events = await OpenEventsAsync();
        SessionRequests session = await SessionRequests.NewAsync(Client);
        Task<SessionPromptResponse> prompt = AskQuestionAsync(session);
        EventQuestionAsked asked = await events.NextAsync<EventQuestionAsked>(e => e.Properties.SessionId == session.Id);

        Assert.True(await Client.Question[asked.Properties.Id].Reject.PostAsync(cancellationToken: LiveServer.Cancellation));

        await prompt;
        Assert.IsType<ToolStateError>(await ToolStateOfAsync(session));
    }

    private static async Task<ToolState> ToolStateOfAsync(SessionRequests session)
    {
        IReadOnlyList<MessageWithParts> messages = await session.At.Message.GetAsync(cancellationToken: LiveServer.Cancellation);
        return Assert.Single(messages.SelectMany(static m => m.Parts).OfType<ToolPart>()).State;
    }

    private Task<EventLog<Event>> OpenEventsAsync() => EventLog<Event>.OpenAsync(
        server.Listener.Event.SubscribeAsync(cancellationToken: LiveServer.Cancellation), static e => e is EventServerConnected);

    private Task<SessionPromptResponse> RunGuardedCommandAsync(SessionRequests session) =>
        PromptAsync(session, new ModelTurn().ToolCall("bash", new { command = "echo guarded", description = "Echo" }));

    private Task<SessionPromptResponse> AskQuestionAsync(SessionRequests session)
    {
        object[] options = [new { label = "The left one", description = "Left" }, new { label = "The right one", description = "Right" }];
        return PromptAsync(
            session, new ModelTurn().ToolCall("question", new { questions = new[] { new { question = "Which one?", header = "Choice", options } } }));
    }

    private Task<SessionPromptResponse> PromptAsync(SessionRequests session, ModelTurn first)
    {
        server.Sandbox.Model.Enqueue(first);
        return session.PromptAsync("Go on.");
    }
}
