using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Agents that wait for a response nobody gives, so that the lists of what is pending are not empty.</summary>
internal static class PendingQuestions
{
    /// <summary>Leaves a question and a permission pending in the first API, and a question in the second.</summary>
    /// <returns>The session of the second API that has the question.</returns>
    public static async Task<string> LeaveAsync(LiveServer server)
    {
        OpenCodeClient client = server.Client;
        OpenCodeSandbox sandbox = server.Sandbox;
        CancellationToken cancellationToken = LiveServer.Cancellation;
        await using EventLog<GlobalEvent> events = await EventLog<GlobalEvent>.OpenAsync(
            server.Listener.Global.Event.SubscribeAsync(cancellationToken: cancellationToken), static e => e.Payload is EventServerConnected);

        sandbox.Model.Enqueue(Question());
        await PromptAsync(client, cancellationToken);
        await events.NextAsync<GlobalEvent>(static e => e.Payload is EventQuestionAsked);

        sandbox.Model.Enqueue(new ModelTurn().ToolCall("bash", new { command = "echo guarded", description = "Echo" }));
        await PromptAsync(client, cancellationToken);
        await events.NextAsync<GlobalEvent>(static e => e.Payload is EventPermissionAsked);

        sandbox.Model.Enqueue(Question());
        V2SessionCreateResponse session = await client.Api.Session.PostAsync(
            new() { Location = new() { Directory = sandbox.Directory } }, cancellationToken: cancellationToken);
        await client.Api.Session[session.Data.Id].Prompt.PostAsync(new() { Prompt = new() { Text = "Ask me." } }, cancellationToken: cancellationToken);
        await events.NextAsync<GlobalEvent>(static e => e.Payload is EventQuestionV2Asked);
        return session.Data.Id;
    }

    private static async Task PromptAsync(OpenCodeClient client, CancellationToken cancellationToken)
    {
        Session session = await client.Session.PostAsync(new() { Title = "Waiting" }, cancellationToken: cancellationToken);
        await client.Session[session.Id].PromptAsync.PostAsync(
            new() { Parts = [new TextPartInput { Text = "Ask me." }] }, cancellationToken: cancellationToken);
    }

    private static ModelTurn Question()
    {
        object[] options = [new { label = "Yes", description = "Do it" }, new { label = "No", description = "Leave it" }];
        return new ModelTurn().ToolCall("question", new { questions = new[] { new { question = "Really?", header = "Sure", options } } });
    }
}
