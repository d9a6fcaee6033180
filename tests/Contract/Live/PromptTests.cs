using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Live;

/// <summary>What a turn of the agent looks like through the typed client.</summary>
[Collection<SharedServer>]
public sealed class PromptTests(LiveServer server)
{
    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Text_reasoning_and_a_tool_call_come_back_as_their_part_types()
    {
        OpenCodeClient client = server.Client;
        Session session = await client.Session.PostAsync(new() { Title = "Parts" }, cancellationToken: LiveServer.Cancellation);
        server.Sandbox.Model.Enqueue(
            new ModelTurn().Reasoning("I should look.").ToolCall("bash", new { command = "echo first", description = "Say first" }),
            new ModelTurn().Text("It said ", "first."));

        SessionPromptResponse reply = await client.Session[session.Id].Message.PostAsync(
            new() { Parts = [new TextPartInput { Text = "What does it say?" }] }, cancellationToken: LiveServer.Cancellation);

        Assert.Equal("one", reply.Info.ModelId);
        Assert.Equal("stop", reply.Info.Finish);
        Assert.Equal("It said first.", Assert.Single(reply.Parts.OfType<TextPart>()).Text);

        IReadOnlyList<MessageWithParts> messages =
            await client.Session[session.Id].Message.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Collection(
            messages,
            static user => Assert.IsType<UserMessage>(user.Info),
            static step =>
            {
                Assert.Equal("tool-calls", Assert.IsType<AssistantMessage>(step.Info).Finish);
                Assert.Equal("I should look.", Assert.Single(step.Parts.OfType<ReasoningPart>()).Text);
                ToolPart tool = Assert.Single(step.Parts.OfType<ToolPart>());
                Assert.Equal("bash", tool.Tool);
                ToolStateCompleted done = Assert.IsType<ToolStateCompleted>(tool.State);
                Assert.Equal("first", done.Output.Trim());
                Assert.Equal("echo first", done.Input.GetProperty("command").GetString());
            },
            answer => Assert.Equal(reply.Info.Id, Assert.IsType<AssistantMessage>(answer.Info).Id));
        Assert.DoesNotContain(messages.SelectMany(static m => m.Parts), static part => part is UnknownPart);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Abort_ends_a_running_prompt_with_an_error_in_its_message()
    {
        OpenCodeClient client = server.Client;
        Session session = await client.Session.PostAsync(cancellationToken: LiveServer.Cancellation);
        server.Sandbox.Model.Enqueue(new ModelTurn().Text("Wait").Hang());
        Task<SessionPromptResponse> prompt = client.Session[session.Id].Message.PostAsync(
            new() { Parts = [new TextPartInput { Text = $"Wait in {session.Id}." }] }, cancellationToken: LiveServer.Cancellation);
        await server.Sandbox.Model.WaitForRequestAsync(
            r => r.Kind == ModelRequestKind.Turn && r.LastUserText.Contains(session.Id, StringComparison.Ordinal), LiveServer.Cancellation);

        IReadOnlyDictionary<string, SessionStatus> status = await client.Session.Status.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.IsType<SessionStatusBusy>(status[session.Id]);
        Assert.True(await client.Session[session.Id].Abort.PostAsync(cancellationToken: LiveServer.Cancellation));

        Assert.IsType<MessageAbortedError>((await prompt).Info.Error);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_failing_model_is_an_error_in_the_message_and_not_an_exception()
    {
        Session session = await server.Client.Session.PostAsync(cancellationToken: LiveServer.Cancellation);
        server.Sandbox.Model.Enqueue(ModelTurn.Failing(400, "No."));

        SessionPromptResponse reply = await server.Client.Session[session.Id].Message.PostAsync(
            new() { Parts = [new TextPartInput { Text = "Fail." }] }, cancellationToken: LiveServer.Cancellation);

        Assert.Equal(400, Assert.IsType<ApiError>(reply.Info.Error).Data.StatusCode);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Shell_command_and_summary_return_typed_answers()
    {
        SessionRequests session = await SessionRequests.NewAsync(server.Client);
        MessageWithParts shell = await session.At.Shell.PostAsync(
            new() { Agent = "build", Command = "echo shell" }, cancellationToken: LiveServer.Cancellation);
        ToolPart tool = Assert.Single(shell.Parts.OfType<ToolPart>());
        Assert.Contains("shell", Assert.IsType<ToolStateCompleted>(tool.State).Output, StringComparison.Ordinal);

        SessionPromptResponse command = await session.At.Command.PostAsync(
            new() { Command = "init", Arguments = "" }, cancellationToken: LiveServer.Cancellation);
        Assert.Contains(command.Parts, static part => part is TextPart);

        Assert.True(await session.At.Summarize.PostAsync(
            new() { ProviderId = "scripted", ModelId = "one" }, cancellationToken: LiveServer.Cancellation));
    }
}
