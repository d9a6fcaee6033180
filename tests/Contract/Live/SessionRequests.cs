using OpenCode.Models;
using OpenCode.Requests;

namespace OpenCode.Contract.Tests.Live;

/// <summary>A session of its own for one test, and the requests to it.</summary>
internal sealed record SessionRequests(string Id, SessionItemRequestBuilder At)
{
    public static async Task<SessionRequests> NewAsync(OpenCodeClient client)
    {
        Session session = await client.Session.PostAsync(new(), cancellationToken: LiveServer.Cancellation);
        return new SessionRequests(session.Id, client.Session[session.Id]);
    }

    /// <summary>Prompts; the scripted model answers its default text.</summary>
    public Task<SessionPromptResponse> PromptAsync(string text) => At.Message.PostAsync(
        new() { Parts = [new TextPartInput { Text = text }] }, cancellationToken: LiveServer.Cancellation);
}
