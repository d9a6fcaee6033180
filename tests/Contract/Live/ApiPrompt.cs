using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Live;

/// <summary>A whole turn through the second API, whose prompt operation returns before the agent has begun.</summary>
internal static class ApiPrompt
{
    /// <summary>Prompts in a new session and reads the session's events until the agent has nothing more to do.</summary>
    /// <returns>The session's id.</returns>
    public static async Task<string> RunAsync(OpenCodeClient client, OpenCodeSandbox sandbox, CancellationToken cancellationToken)
    {
        sandbox.Model.Enqueue(
            new ModelTurn().Reasoning("I should look.").ToolCall("bash", new { command = "echo two", description = "Say two" }),
            new ModelTurn().Text("Two."));
        V2SessionCreateResponse session = await client.Api.Session.PostAsync(
            new() { Location = new() { Directory = sandbox.Directory } }, cancellationToken: cancellationToken);
        string id = session.Data.Id;
        await client.Api.Session[id].Prompt.PostAsync(new() { Prompt = new() { Text = "Say two." } }, cancellationToken: cancellationToken);
        await foreach (SessionDurableEvent durable in client.Api.Session[id].Event.SubscribeAsync(cancellationToken: cancellationToken))
        {
            if (durable is SessionNextStepEnded { Data.Finish: "stop" }) break;
        }

        return id;
    }

    public static string IdOf(SessionMessage message) => message switch
    {
        SessionMessageUser user => user.Id,
        SessionMessageAssistant assistant => assistant.Id,
        _ => throw new InvalidOperationException($"A message of type {message.Type} was not expected."),
    };
}
