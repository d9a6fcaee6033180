using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class BudgetTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Headers_that_do_not_come_in_time()
    {
        HttpRequestSender sender = Samples.Sender(StubHandler.Silent(), clock: _clock);
        Task<Thing> request = sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        _clock.Advance(TimeSpan.FromSeconds(99.9));
        Assert.False(request.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await TimesOut(request, BudgetKind.ResponseHeaders, 100);
    }

    [Fact]
    public async Task Body_that_stalls()
    {
        var body = new ScriptedStream();
        HttpRequestSender sender = Samples.Sender(StubHandler.Streaming(body), clock: _clock);
        Task<Thing> request = sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);
        _clock.Advance(TimeSpan.FromSeconds(99));
        body.Send("{\"name\""u8);
        await Until(() => Due(100));
        _clock.Advance(TimeSpan.FromSeconds(99));
        Assert.False(request.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));

        await TimesOut(request, BudgetKind.IdleBetweenBytes, 100);
        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task Body_that_trickles_hits_the_total_only()
    {
        var body = new ScriptedStream();
        HttpRequestSender sender = Samples.Sender(
            StubHandler.Streaming(body), new() { Budgets = new() { IdleBetweenBytes = TimeSpan.FromSeconds(10), Total = TimeSpan.FromSeconds(25) } }, _clock);
        Task<Thing> request = sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);
        for (int i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(8));
            Assert.False(request.IsCompleted);
            body.Send(" "u8);
            double left = Math.Min(10, 25 - (8 * (i + 1)));
            await Until(() => Due(left));
        }

        _clock.Advance(TimeSpan.FromSeconds(1));

        await TimesOut(request, BudgetKind.Total, 25);
    }

    [Fact]
    public async Task Total_counts_while_waiting_for_headers()
    {
        HttpRequestSender sender = Samples.Sender(StubHandler.Silent(), new() { Budgets = new() { Total = TimeSpan.FromSeconds(5) } }, _clock);
        Task<Thing> request = sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        _clock.Advance(TimeSpan.FromSeconds(5));

        await TimesOut(request, BudgetKind.Total, 5);
    }

    [Fact]
    public async Task Body_of_an_error_is_under_the_limits_too()
    {
        var body = new ScriptedStream();
        HttpRequestSender sender = Samples.Sender(StubHandler.Streaming(body, status: HttpStatusCode.InternalServerError), clock: _clock);
        Task<Thing> request = sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        _clock.Advance(TimeSpan.FromSeconds(100));

        await TimesOut(request, BudgetKind.IdleBetweenBytes, 100);
    }

    [Fact]
    public async Task Body_of_an_error_to_an_event_stream_is_too()
    {
        HttpRequestSender sender = Samples.Sender(StubHandler.Streaming(new ScriptedStream(), status: HttpStatusCode.InternalServerError), clock: _clock);
        await using IAsyncEnumerator<Thing> events = sender.Subscribe(Samples.Watch, "/event", null, null, Samples.Token).GetAsyncEnumerator(Samples.Token);
        Task<bool> next = events.MoveNextAsync().AsTask();

        await Until(() => _clock.ArmedTimers == 1);
        _clock.Advance(TimeSpan.FromSeconds(100));

        await TimesOut(next, BudgetKind.IdleBetweenBytes, 100);
    }

    [Fact]
    public async Task Request_can_have_its_own_limits()
    {
        HttpRequestSender sender = Samples.Sender(StubHandler.Silent(), clock: _clock);
        var configuration = new RequestConfiguration { Budgets = new() { ResponseHeaders = TimeSpan.FromSeconds(1) } };
        Task<Thing> request = sender.SendAsync(Samples.Get, "/thing/1", configuration, null, Samples.Token);

        _clock.Advance(TimeSpan.FromSeconds(1));

        await TimesOut(request, BudgetKind.ResponseHeaders, 1);
    }

    [Fact]
    public async Task Prompt_waits_for_its_headers_as_long_as_it_takes()
    {
        var answered = new TaskCompletionSource<HttpResponseMessage>();
        var body = new ScriptedStream();
        var stub = new StubHandler((_, token) => answered.Task.WaitAsync(token));
        HttpRequestSender sender = Samples.Sender(stub, new() { Budgets = new() { Total = TimeSpan.FromSeconds(5) } }, _clock);
        Task<Thing> request = sender.SendAsync(Samples.Prompt, "/thing/1", null, null, Samples.Token);

        _clock.Advance(TimeSpan.FromHours(5));
        Assert.False(request.IsCompleted);
        answered.SetResult(new HttpResponseMessage { Content = new StreamContent(body) });
        await Until(() => _clock.ArmedTimers == 1);
        _clock.Advance(TimeSpan.FromSeconds(100));

        await TimesOut(request, BudgetKind.IdleBetweenBytes, 100);
    }

    [Fact]
    public async Task Prompt_obeys_a_total_of_its_own()
    {
        HttpRequestSender sender = Samples.Sender(StubHandler.Silent(), clock: _clock);
        var configuration = new RequestConfiguration { Budgets = new() { Total = TimeSpan.FromMinutes(5) } };
        Task<Thing> request = sender.SendAsync(Samples.Prompt, "/thing/1", configuration, null, Samples.Token);

        _clock.Advance(TimeSpan.FromSeconds(299));
        Assert.False(request.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await TimesOut(request, BudgetKind.Total, 300);
    }

    [Fact]
    public async Task Event_stream_without_limits_arms_no_timer()
    {
        var body = new ScriptedStream();
        HttpRequestSender sender = Samples.Sender(StubHandler.Streaming(body, "text/event-stream"), clock: _clock);
        await using IAsyncEnumerator<Thing> events = sender.Subscribe(Samples.Watch, "/event", null, null, Samples.Token).GetAsyncEnumerator(Samples.Token);
        body.Send("data: {\"name\":\"first\"}\n\n"u8);
        Assert.True(await events.MoveNextAsync());
        ValueTask<bool> next = events.MoveNextAsync();

        Assert.Equal(0, _clock.ArmedTimers);
        _clock.Advance(TimeSpan.FromDays(1));
        body.Send("data: {\"name\":\"late\"}\n\n"u8);

        Assert.True(await next);
        Assert.Equal("late", events.Current.Name);
    }

    [Fact]
    public async Task Time_that_the_reader_of_a_stream_takes_does_not_count()
    {
        var body = new ScriptedStream();
        HttpRequestSender sender = Samples.Sender(StubHandler.Streaming(body, "application/octet-stream"), clock: _clock);
        await using Stream stream = await sender.SendBinaryAsync(Samples.Download, "/thing/1", null, null, Samples.Token);
        byte[] buffer = new byte[10];

        _clock.Advance(TimeSpan.FromHours(1));
        body.Send("abc"u8);
        Assert.Equal(3, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
        _clock.Advance(TimeSpan.FromHours(1));
        Task<int> stalled = stream.ReadAsync(buffer, CancellationToken.None).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(100));

        await TimesOut(stalled, BudgetKind.IdleBetweenBytes, 100, "thing.download");
    }

    [Fact]
    public async Task Finished_requests_leave_no_timer_behind()
    {
        HttpRequestSender sender = Samples.Sender(StubHandler.Answering(HttpStatusCode.OK, """{"name":"one"}"""), clock: _clock);

        await sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public async Task Deadlines_on_the_system_clock_are_reused_and_stay_apart()
    {
        using var cancelled = new CancellationTokenSource();
        int answers = 0;
        var stub = new StubHandler(async (_, token) =>
        {
            if (++answers == 2)
            {
                await cancelled.CancelAsync();
                token.ThrowIfCancellationRequested();
            }

            return StubHandler.Response(HttpStatusCode.OK, """{"name":"one"}"""u8.ToArray(), "application/json");
        });
        HttpRequestSender sender = Samples.Sender(stub);

        await sender.SendAsync(Samples.Get, "/thing/1", null, null, cancelled.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.SendAsync(Samples.Get, "/thing/2", null, null, cancelled.Token));

        Assert.Equal("one", (await sender.SendAsync(Samples.Get, "/thing/3", null, null, Samples.Token)).Name);
    }

    [Fact]
    public async Task Timeout_of_the_callers_own_client_is_named()
    {
        // The shape that HttpClient gives its own timeout: a cancellation around a TimeoutException around a cancellation.
        var clients = new TaskCanceledException("timeout", new TimeoutException("timeout", new TaskCanceledException()));
        var handlers = new TaskCanceledException("connect", new TimeoutException("connect"));

        var own = await Assert.ThrowsAsync<ApiTimeoutException>(
            () => Samples.Sender(StubHandler.Failing(clients)).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));
        var connect = await Assert.ThrowsAsync<ApiTimeoutException>(
            () => Samples.Sender(StubHandler.Failing(handlers)).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(BudgetKind.HttpClientTimeout, own.Budget);
        Assert.Contains("InfiniteTimeSpan", own.Message, StringComparison.Ordinal);
        Assert.Equal(BudgetKind.Connect, connect.Budget);
    }

    private static async Task TimesOut(Task request, BudgetKind budget, double seconds, string operationId = "thing.")
    {
        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => request);
        Assert.Equal(budget, error.Budget);
        Assert.Equal(TimeSpan.FromSeconds(seconds), error.Limit);
        Assert.StartsWith(operationId, error.OperationId, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"{seconds} s"), error.Message, StringComparison.Ordinal);
        Assert.Contains($"Budgets.{budget}", error.Message, StringComparison.Ordinal);
    }

    private bool Due(double seconds) => _clock.NextDue == TimeSpan.FromSeconds(seconds);

    // The read's continuation runs on another thread; this waits for its effect, not for a length of time.
    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
