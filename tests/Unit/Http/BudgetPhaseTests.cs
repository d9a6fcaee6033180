using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Core.Requests;
using OpenCode.Core.Responses;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Http;

/// <summary>Each limit counts for its own part of a request: that of the headers ends with them, that of a pause begins with the last byte.</summary>
public sealed class BudgetPhaseTests
{
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Body_that_keeps_coming_without_a_wait_is_late_for_nothing(HttpStatusCode status)
    {
        // Thirty seconds of a body that is there whenever it is asked for, as one that is decompressed is.
        var body = new SteadyStream(_clock, TimeSpan.FromSeconds(0.9), pieces: 33);
        HttpRequestSender sender = Samples.Sender(
            StubHandler.Streaming(body, status: status),
            new() { Budgets = new() { ResponseHeaders = TimeSpan.FromSeconds(3), IdleBetweenBytes = TimeSpan.FromSeconds(2) } },
            _clock);

        Exception? error = await Record.ExceptionAsync(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(33, body.Delivered);
        Assert.Equal(status == HttpStatusCode.OK ? null : typeof(ApiStatusException), error?.GetType());
    }

    [Fact]
    public async Task Body_that_stalls_after_it_came_without_a_wait_is_stalled_since_its_last_byte()
    {
        var body = new SteadyStream(_clock, TimeSpan.FromSeconds(0.5), pieces: 20) { StallsAtTheEnd = true };
        HttpRequestSender sender = Samples.Sender(
            StubHandler.Streaming(body), new() { Budgets = new() { ResponseHeaders = TimeSpan.FromSeconds(3), IdleBetweenBytes = TimeSpan.FromSeconds(2) } },
                _clock);
        Task<Thing> request = sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(request.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal((BudgetKind.IdleBetweenBytes, TimeSpan.FromSeconds(2)), await TimeoutOf(request));
    }

    [Fact]
    public async Task Total_ends_a_body_that_keeps_coming()
    {
        var body = new SteadyStream(_clock, TimeSpan.FromSeconds(1), pieces: 100);
        HttpRequestSender sender = Samples.Sender(StubHandler.Streaming(body), new() { Budgets = new() { Total = TimeSpan.FromSeconds(10) } }, _clock);

        Assert.Equal(
            (BudgetKind.Total, TimeSpan.FromSeconds(10)), await TimeoutOf(sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token)));
    }

    [Theory]
    [InlineData(BudgetKind.ResponseHeaders)]
    [InlineData(BudgetKind.IdleBetweenBytes)]
    public void Limit_of_a_stream_is_raised_in_the_options_of_the_stream(BudgetKind budget)
    {
        string message = new ApiTimeoutException("thing.watch", budget, TimeSpan.FromSeconds(45), isStreamLimit: true, null).Message;

        Assert.Contains("SilenceLimit", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Budgets", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Silent_stream_says_which_of_its_own_limits_ran_out(bool hasHeaders)
    {
        var limits = new EventStreamLimits(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(45), null);
        HttpRequestSender sender =
            Samples.Sender(hasHeaders ? StubHandler.Streaming(new ScriptedStream(), "text/event-stream") : StubHandler.Silent(), clock: _clock);
        Task request = ReadAsync();

        _clock.Advance(TimeSpan.FromSeconds(hasHeaders ? 45 : 5));

        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => request);
        Assert.Equal(hasHeaders ? BudgetKind.IdleBetweenBytes : BudgetKind.ResponseHeaders, error.Budget);
        Assert.Contains("SilenceLimit", error.Message, StringComparison.Ordinal);

        async Task ReadAsync()
        {
            await using Stream stream = await Samples.Source(sender).OpenAsync("/event", limits, null, Samples.Token);
            await stream.ReadExactlyAsync(new byte[1], CancellationToken.None);
        }
    }

    private static async Task<(BudgetKind Budget, TimeSpan Limit)> TimeoutOf(Task request)
    {
        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => request);
        return (error.Budget, error.Limit);
    }
}
