using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.WireMock;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Mock.Tests.Http;

/// <summary>Requests that end before their response: the server has received them, and is still at work.</summary>
public sealed class EndedRequestTests : IDisposable
{
    // Nobody moves the clock: what waits, waits until it is ended.
    private readonly OpenCodeMock _mock = OpenCodeMock.Start(new OpenCodeMockOptions { TimeProvider = new ManualTimeProvider() });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _mock.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelled_while_waiting_for_headers(bool hasLimits)
    {
        using var source = new CancellationTokenSource();
        _mock.On(OperationCatalog.SessionGet).After(TimeSpan.FromHours(1)).Respond(OpenCodeMock.Example(OperationCatalog.SessionGet));
        using OpenCodeClient client = _mock.CreateClient(o => o.Budgets = hasLimits ? new() : RequestBudgets.Unlimited);
        Task request = client.Session["s"].GetAsync(source.Token);
        await _mock.ReceivedAsync(OperationCatalog.SessionGet, Cancellation);

        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Single(_mock.Requests);
    }

    /// <summary>With either clock: a request that waits for an hour keeps nobody from ending the mock, and its connection is cut.</summary>
    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disposing_the_mock_cuts_a_request_that_waits(bool isSystemClock)
    {
        var options = new OpenCodeMockOptions { TimeProvider = isSystemClock ? TimeProvider.System : new ManualTimeProvider() };
        using OpenCodeMock mock = OpenCodeMock.Start(options);
        mock.On(OperationCatalog.SessionGet).After(TimeSpan.FromHours(1)).Respond(OpenCodeMock.Example(OperationCatalog.SessionGet));
        using OpenCodeClient client = mock.CreateClient(static o => o.Retry = RetryOptions.None);
        Task request = client.Session["s"].GetAsync(Cancellation);
        await mock.ReceivedAsync(OperationCatalog.SessionGet, Cancellation);

        await Task.Run(mock.Dispose, Cancellation);

        await Assert.ThrowsAsync<ApiConnectionException>(() => request);
    }

    [Fact(Timeout = 60_000)]
    public async Task Disposing_the_client_ends_every_request_under_way()
    {
        _mock.On(OperationCatalog.SessionGet).After(TimeSpan.FromHours(1)).Succeed();
        _mock.On(OperationCatalog.SessionPrompt).After(TimeSpan.FromHours(1)).Succeed();
        OpenCodeClient client = _mock.CreateClient();
        Task get = client.Session["s"].GetAsync(Cancellation);
        Task prompt = client.Session["s"].Message.PostAsync(new() { Parts = [] }, Cancellation);
        await using IAsyncEnumerator<Event> events = client.Event.SubscribeAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await events.MoveNextAsync());
        Task next = events.MoveNextAsync().AsTask();
        await _mock.ReceivedAsync(OperationCatalog.SessionGet, Cancellation);
        await _mock.ReceivedAsync(OperationCatalog.SessionPrompt, Cancellation);

        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => get);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => prompt);
        Assert.Equal("OpenCodeClient", (await Assert.ThrowsAsync<ObjectDisposedException>(() => next)).ObjectName);
        await (await _mock.Events(OperationCatalog.EventSubscribe).ConnectedAsync(Cancellation)).ClosedAsync(Cancellation);
    }
}
