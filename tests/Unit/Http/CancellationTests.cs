using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class CancellationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reading_the_body(bool hasLimits)
    {
        using var source = new CancellationTokenSource();
        var body = new ScriptedStream();
        HttpRequestSender sender = Samples.Sender(
            StubHandler.Streaming(body), new() { Budgets = hasLimits ? new() : RequestBudgets.Unlimited }, new ManualTimeProvider());
        Task request = sender.SendAsync(Samples.Get, "/thing/1", null, null, source.Token);

        await source.CancelAsync();

        await IsCancelled(request, source.Token);
        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task Before_anything_is_sent()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await IsCancelled(Samples.Sender(StubHandler.Silent()).SendAsync(Samples.Get, "/thing/1", null, null, source.Token), source.Token);
    }

    [Fact]
    public async Task Cancelled_and_out_of_time_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var clock = new ManualTimeProvider();
        var answered = new TaskCompletionSource<HttpResponseMessage>();
        HttpRequestSender sender = Samples.Sender(new StubHandler((_, _) => answered.Task), clock: clock);
        Task request = sender.SendAsync(Samples.Get, "/thing/1", null, null, source.Token);

        clock.Advance(TimeSpan.FromHours(1));
        await source.CancelAsync();
        answered.TrySetException(new HttpRequestException("whatever the transport says"));

        OperationCanceledException? error = await Record.ExceptionAsync(() => request) as OperationCanceledException;
        Assert.Equal(source.Token, error?.CancellationToken);
    }

    [Fact]
    public async Task Event_stream_by_the_methods_or_the_enumerations_token()
    {
        foreach (bool byMethod in new[] { true, false })
        {
            using var source = new CancellationTokenSource();
            var body = new ScriptedStream();
            HttpRequestSender sender = Samples.Sender(StubHandler.Streaming(body, "text/event-stream"));
            EventSubscription<Thing> stream = sender.Subscribe(Samples.Watch, "/event", null, null, byMethod ? source.Token : default);
            var live = new TaskCompletionSource();
            stream.StateChanged += (_, state) => _ = state.Phase == EventStreamPhase.Live && live.TrySetResult();
            await using IAsyncEnumerator<Thing> events = stream.GetAsyncEnumerator(byMethod ? default : source.Token);
            Task<bool> next = events.MoveNextAsync().AsTask();

            // Before, there may be no response to dispose.
            await live.Task;
            await source.CancelAsync();

            await IsCancelled(next, source.Token);
            await events.DisposeAsync();
            Assert.True(body.IsDisposed);
        }
    }

    [Fact]
    public async Task One_read_of_a_binary_stream()
    {
        using var source = new CancellationTokenSource();
        var body = new ScriptedStream();
        HttpRequestSender sender = Samples.Sender(StubHandler.Streaming(body, "application/octet-stream"));
        await using Stream stream = await sender.SendBinaryAsync(Samples.Download, "/thing/1", null, null, Samples.Token);
        Task<int> read = stream.ReadAsync(new byte[1], source.Token).AsTask();

        await source.CancelAsync();

        await IsCancelled(read, source.Token);
    }

    private static async Task IsCancelled(Task request, CancellationToken token)
    {
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal(token, error.CancellationToken);
    }
}
