using System.Net;
using OpenCode.Core.Responses;

namespace OpenCode.Contract.Tests.Live;

/// <summary>The spec marks many bodies optional. For half of them the server disagrees.</summary>
[Collection<SharedServer>]
public sealed class OptionalBodyTests(LiveServer server)
{
    [Theory(Timeout = LiveServer.TestLimit)]
    [InlineData("POST", "/session", HttpStatusCode.OK)]
    [InlineData("POST", "/session/{sessionID}/fork", HttpStatusCode.OK)]
    [InlineData("PATCH", "/session/{sessionID}", HttpStatusCode.BadRequest)]
    [InlineData("PATCH", "/project/{projectID}", HttpStatusCode.BadRequest)]
    [InlineData("PATCH", "/config", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/pty", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/pty/{ptyID}", HttpStatusCode.BadRequest)]
    public async Task A_request_without_its_optional_body_is_answered_as_listed(string method, string path, HttpStatusCode status)
    {
        LiveObjects objects = await server.ObjectsAsync();
        foreach ((string name, string value) in objects.Version1) path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        string url = $"{path}?directory={Uri.EscapeDataString(server.Sandbox.Directory)}";

        RawResponse answer = await server.Client.SendRawAsync(new HttpMethod(method), url, cancellationToken: LiveServer.Cancellation);

        Assert.Equal(status, answer.Status);
        if (status == HttpStatusCode.BadRequest) Assert.Contains("got undefined", answer.GetText(), StringComparison.Ordinal);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task The_typed_client_sends_an_empty_object_where_the_server_wants_one()
    {
        OpenCodeClient client = server.Client;
        string terminal = (await client.Pty.PostAsync(cancellationToken: LiveServer.Cancellation)).Id;
        Assert.Equal(terminal, (await client.Pty[terminal].PutAsync(cancellationToken: LiveServer.Cancellation)).Id);
        Assert.True(await client.Pty[terminal].DeleteAsync(cancellationToken: LiveServer.Cancellation));
        SessionRequests session = await SessionRequests.NewAsync(client);
        Assert.Equal(session.Id, (await session.At.PatchAsync(cancellationToken: LiveServer.Cancellation)).Id);
        Assert.NotEqual(session.Id, (await session.At.Fork.PostAsync(cancellationToken: LiveServer.Cancellation)).Id);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_session_is_created_without_a_body_and_with_an_empty_one()
    {
        Assert.NotEmpty((await server.Client.Session.PostAsync(cancellationToken: LiveServer.Cancellation)).Id);
        Assert.NotEmpty((await server.Client.Session.PostAsync(new(), cancellationToken: LiveServer.Cancellation)).Id);
    }
}
