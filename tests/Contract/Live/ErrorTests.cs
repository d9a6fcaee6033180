using System.Net;
using System.Text;
using OpenCode.Core.Errors;
using OpenCode.Core.Responses;
using OpenCode.Models;

namespace OpenCode.Contract.Tests.Live;

/// <summary>What a server refuses, and the exceptions it becomes.</summary>
[Collection<SharedServer>]
public sealed class ErrorTests(LiveServer server)
{
    private OpenCodeClient Client => server.Client;

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_refused_parameter_is_a_bad_request_with_the_servers_reason()
    {
        var refused = await Assert.ThrowsAsync<ApiBadRequestException>(
            () => Client.Session.GetAsync(c => c.ExtraQuery.Add("roots", "1"), LiveServer.Cancellation));
        Assert.Equal("BadRequest", refused.ErrorName);
        Assert.Equal("session.list", refused.OperationId);
        Assert.Contains("\"kind\":\"Query\"", refused.RawBody, StringComparison.Ordinal);
        Assert.Contains("roots", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_malformed_id_of_the_second_API_is_a_typed_bad_request()
    {
        var refused = await Assert.ThrowsAsync<ApiBadRequestException>(
            () => Client.Api.Session["nope"].GetAsync(cancellationToken: LiveServer.Cancellation));
        Assert.Equal("sessionID", Assert.IsType<InvalidRequestError>(refused.Error).Field);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task An_unknown_session_is_not_found_with_a_typed_error()
    {
        var first = await Assert.ThrowsAsync<ApiNotFoundException>(
            () => Client.Session["ses_unknown"].GetAsync(cancellationToken: LiveServer.Cancellation));
        Assert.Contains("ses_unknown", Assert.IsType<NotFoundError>(first.Error).Data.Message, StringComparison.Ordinal);
        Assert.Equal("NotFoundError", first.ErrorName);
        Assert.StartsWith("{", first.RawBody, StringComparison.Ordinal);
        Assert.StartsWith("application/json", first.ContentType, StringComparison.Ordinal);

        var second = await Assert.ThrowsAsync<ApiNotFoundException>(
            () => Client.Api.Session["ses_unknown"].GetAsync(cancellationToken: LiveServer.Cancellation));
        Assert.Equal("ses_unknown", Assert.IsType<SessionNotFoundError>(second.Error).SessionId);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_body_of_another_type_is_415_with_its_text()
    {
        SessionRequests session = await SessionRequests.NewAsync(Client);
        using StringContent text = new("hello", Encoding.UTF8, "text/plain");

        RawResponse answer = await Client.SendRawAsync(
            HttpMethod.Post, $"/session/{session.Id}/message", text, cancellationToken: LiveServer.Cancellation);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        var refused = Assert.Throws<ApiStatusException>(answer.EnsureSuccess);
        Assert.Contains("Unsupported content-type: text/plain", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("Unsupported content-type", refused.RawBody, StringComparison.Ordinal);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task An_unknown_agent_is_a_500_with_the_type_that_the_repaired_document_gives_it()
    {
        SessionRequests session = await SessionRequests.NewAsync(Client);

        var failed = await Assert.ThrowsAsync<ApiStatusException>(() => session.At.Message.PostAsync(
            new() { Agent = "nobody", Parts = [new TextPartInput { Text = "Hi." }] }, cancellationToken: LiveServer.Cancellation));

        Assert.Equal(HttpStatusCode.InternalServerError, failed.Status);
        Assert.Equal("UnknownError", failed.ErrorName);
        Assert.StartsWith("err_", Assert.IsType<UnknownError>(failed.Error).Data.Ref, StringComparison.Ordinal);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_file_that_is_not_there_is_a_500_and_no_stream()
    {
        var missing = await Assert.ThrowsAsync<ApiStatusException>(
            () => Client.Api.Fs.Read["not/there.txt"].GetAsync(cancellationToken: LiveServer.Cancellation));
        Assert.Equal("UnknownError", missing.ErrorName);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Malformed_JSON_is_a_500()
    {
        SessionRequests session = await SessionRequests.NewAsync(Client);
        using StringContent text = new("{", Encoding.UTF8, "application/json");
        RawResponse answer = await Client.SendRawAsync(
            HttpMethod.Post, $"/session/{session.Id}/message", text, cancellationToken: LiveServer.Cancellation);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Contains("UnknownError", answer.GetText(), StringComparison.Ordinal);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task An_unknown_route_answers_the_web_page_with_200()
    {
        RawResponse answer = await Client.SendRawAsync(HttpMethod.Get, "/made/up", cancellationToken: LiveServer.Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("text/html", answer.ContentType, StringComparison.Ordinal);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_typed_request_that_gets_the_web_page_says_that_the_route_is_missing()
    {
        // A path in front of every route makes every route one that the server does not know, as an older server would not.
        using OpenCodeClient elsewhere = new(new OpenCodeClientOptions { BaseUri = new Uri(server.Sandbox.BaseUri, "/made/up"), Password = "" });
        var json = await Assert.ThrowsAsync<ApiContractException>(
            () => elsewhere.Global.Health.GetAsync(cancellationToken: LiveServer.Cancellation));
        Assert.Equal(ContractViolation.NoSuchRoute, json.Violation);
        Assert.Contains("/made/up/global/health", json.Message, StringComparison.Ordinal);

        var nothing = await Assert.ThrowsAsync<ApiContractException>(
            () => elsewhere.Api.Session["ses_1"].Interrupt.PostAsync(cancellationToken: LiveServer.Cancellation));
        Assert.Equal(ContractViolation.NoSuchRoute, nothing.Violation);

        var text = await Assert.ThrowsAsync<ApiContractException>(
            () => elsewhere.Vcs.Diff.Raw.GetAsync(cancellationToken: LiveServer.Cancellation));
        Assert.Equal(ContractViolation.NoSuchRoute, text.Violation);

        var stream = await Assert.ThrowsAsync<ApiContractException>(async () =>
        {
            await foreach (Event any in elsewhere.Event.SubscribeAsync(cancellationToken: LiveServer.Cancellation)) Assert.Fail(any.Type);
        });
        Assert.Equal(ContractViolation.NoSuchRoute, stream.Violation);
    }
}
