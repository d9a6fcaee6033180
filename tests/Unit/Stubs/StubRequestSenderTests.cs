using System.Net;
using System.Text;
using OpenCode.Core.Builders;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.Runtime;
using Xunit;

namespace OpenCode.Client.Tests.Stubs;

/// <summary>What users test their code with.</summary>
public sealed class StubRequestSenderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prepared_results_are_returned_and_requests_are_remembered()
    {
        int asked = 0;
        StubRequestSender sender = new StubRequestSender()
            .Respond(OperationCatalog.SessionAbort, true)
            .Respond(OperationCatalog.GlobalHealth, _ => new GlobalHealthResponse { Version = $"{++asked}" });
        using OpenCodeClient client = new(sender);

        Assert.Equal(("1", "2"), ((await client.Global.Health.GetAsync(Cancellation)).Version, (await client.Global.Health.GetAsync(Cancellation)).Version));
        Assert.True(await client.Session["ses_ä/1"].Abort.PostAsync(cancellationToken: Cancellation));
        Assert.Equal(["/global/health", "/global/health", "/session/ses_%C3%A4%2F1/abort"], sender.Requests.Select(static r => r.Url));
    }

    [Fact]
    public async Task A_body_can_be_looked_at()
    {
        StubRequestSender sender = new StubRequestSender().Respond(OperationCatalog.SessionUpdate, static r => throw new ApiException(r.Body!));
        using OpenCodeClient client = new(sender);

        ApiException thrown = await Assert.ThrowsAsync<ApiException>(
            () => client.Session["ses_1"].PatchAsync(new SessionUpdateRequest { Title = "new" }, Cancellation));

        Assert.Equal("""{"title":"new"}""", thrown.Message);
    }

    [Fact]
    public async Task A_socket_can_be_prepared()
    {
        using var prepared = System.Net.WebSockets.WebSocket.CreateFromStream(new MemoryStream(), new System.Net.WebSockets.WebSocketCreationOptions());
        StubRequestSender sender = new StubRequestSender().Respond(OperationCatalog.PtyConnect, (object?)prepared);
        using OpenCodeClient client = new(sender);

        Assert.Same(prepared, await client.Pty["pty_1"].Connect.ConnectAsync(static c => c.Query.Cursor = -1, Cancellation));
        Assert.Equal("/pty/pty_1/connect?cursor=-1", Assert.Single(sender.Requests).Url);
    }

    /// <summary>A status, and the exception that belongs to it.</summary>
    public static TheoryData<HttpStatusCode, Type> Statuses => new()
    {
        { HttpStatusCode.BadRequest, typeof(ApiBadRequestException) },
        { HttpStatusCode.Unauthorized, typeof(ApiAuthenticationException) },
        { HttpStatusCode.NotFound, typeof(ApiNotFoundException) },
        { HttpStatusCode.TooManyRequests, typeof(ApiRateLimitException) },
        { HttpStatusCode.ServiceUnavailable, typeof(ApiStatusException) },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task An_error_status_is_the_exception_that_a_server_would_cause(HttpStatusCode status, Type exception)
    {
        StubRequestSender sender = new StubRequestSender().Fail(OperationCatalog.SessionGet, status);
        using OpenCodeClient client = new(sender);

        ApiStatusException thrown = (ApiStatusException)await Assert.ThrowsAsync(exception, () => client.Session["ses_1"].GetAsync(Cancellation));

        Assert.Equal((status, "session.get"), (thrown.Status, thrown.OperationId));
    }

    [Fact]
    public async Task An_error_body_is_the_model_of_the_document()
    {
        NotFoundError error = new() { Data = new() { Message = "no such session" } };
        using OpenCodeClient client = new(new StubRequestSender().Fail(OperationCatalog.SessionGet, HttpStatusCode.NotFound, error));

        ApiNotFoundException thrown = await Assert.ThrowsAsync<ApiNotFoundException>(() => client.Session["ses_1"].GetAsync(Cancellation));

        Assert.Contains("no such session", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("no such session", Assert.IsType<NotFoundError>(thrown.Error).Data.Message);
    }

    [Fact]
    public async Task Events_come_as_prepared_and_the_subscription_ends_with_them()
    {
        using OpenCodeClient client = new(new StubRequestSender().Stream(OperationCatalog.EventSubscribe, Events()));
        EventSubscription<Event> subscription = client.Event.SubscribeAsync(Cancellation);

        List<string> types = [];
        await foreach (Event item in subscription) types.Add(item.Type);

        Assert.Equal(["server.connected"], types);
        Assert.Equal(EventStreamPhase.Ended, subscription.State.Phase);

        static async IAsyncEnumerable<Event> Events()
        {
            await Task.CompletedTask;
            yield return new EventServerConnected { Id = "evt_1", Properties = new() };
        }
    }

    [Fact]
    public async Task What_nothing_is_prepared_for_is_said()
    {
        using OpenCodeClient client = new(new StubRequestSender());

        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => client.Session["ses_1"].GetAsync(Cancellation));

        Assert.StartsWith("No response is prepared for session.get (GET /session/ses_1).", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delegating_sender_hands_everything_on_until_it_does_not()
    {
        StubRequestSender inner = new StubRequestSender()
            .Respond(OperationCatalog.GlobalHealth, new GlobalHealthResponse { Version = "1" })
            .Respond(OperationCatalog.SessionAbort, true);
        using OpenCodeClient client = new(new ReadOnlySender(inner));

        Assert.Equal("1", (await client.Global.Health.GetAsync(Cancellation)).Version);
        await Assert.ThrowsAsync<NotSupportedException>(() => client.Session["ses_1"].Abort.PostAsync(cancellationToken: Cancellation));
        Assert.Single(inner.Requests);
    }

    [Fact]
    public void Every_method_of_the_seam_can_be_overridden()
        => Assert.All(
            typeof(IRequestSender).GetMethods(),
            m => Assert.Contains(typeof(DelegatingRequestSender).GetMethods(), d => d.Name == m.Name && d.IsVirtual && !d.IsFinal));

    private sealed class ReadOnlySender(IRequestSender inner) : DelegatingRequestSender(inner)
    {
        public override Task<T> SendAsync<T>(
            Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
            => operation.Method == HttpMethod.Get
                ? base.SendAsync(operation, url, configuration, content, cancellationToken)
                : throw new NotSupportedException(operation.Id);
    }
}
