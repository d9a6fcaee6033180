using System.Globalization;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Retrying;

/// <summary>How long a request waits for its next attempt, and what ends the wait.</summary>
public sealed class WaitTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Waits_double_up_to_the_longest()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503));

        // Half of 1, 2, 4, 4 seconds: the sender draws the shortest waits.
        await FailsAsync(server, new() { MaxAttempts = 5, Delay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(4) });

        Assert.Equal([0, 0.5, 1.5, 3.5, 5.5], server.Times);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("date")]
    public async Task Server_says_how_long(string form)
    {
        string value = form == "date" ? (_clock.Start + TimeSpan.FromSeconds(7)).ToString("r", CultureInfo.InvariantCulture) : form;
        var server = new ScriptedServer(_clock, ScriptedServer.Status(429, value), ScriptedServer.Success);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock, new() { Retry = new() { MaxDelay = TimeSpan.FromSeconds(2) } });

        await DriveAsync(sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal([0, 7], server.Times);
    }

    [Fact]
    public async Task Server_that_wants_no_wait_gets_none()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503, "0"), ScriptedServer.Success);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock);

        await sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        Assert.Equal([0, 0], server.Times);
    }

    [Theory]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT")]
    [InlineData("Fri, 20 Nov 2026 11:59:59 GMT")]
    [InlineData("-1")]
    [InlineData("garbage")]
    [InlineData("")]
    public async Task Date_that_has_passed_and_what_makes_no_sense_leave_the_ordinary_wait(string value)
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503, value));

        await FailsAsync(server, new() { Delay = TimeSpan.FromSeconds(1) });

        Assert.Equal([0, 0.5, 1.5], server.Times);
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("99999999999999999999999999999999")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task Wait_that_is_longer_than_anything_is_an_error_at_once(string value)
    {
        foreach (TimeSpan? longest in new TimeSpan?[] { TimeSpan.FromSeconds(60), null })
        {
            var server = new ScriptedServer(_clock, ScriptedServer.Status(429, value));

            await FailsAsync(server, new() { MaxTotalTime = longest });

            Assert.Equal(1, server.Attempts);
        }
    }

    [Fact]
    public async Task Connection_that_ended_before_its_answer_is_replaced_at_once_and_then_as_others_are()
    {
        var server = new ScriptedServer(_clock, () => throw new HttpRequestException(HttpRequestError.ResponseEnded));

        await FailsAsync(server, new() { Delay = TimeSpan.FromSeconds(1) });

        Assert.Equal([0, 0, 1], server.Times);
    }

    [Fact]
    public async Task Server_that_asks_for_more_than_is_left_is_an_error_at_once()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(429, "61"));
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock);

        var error = await Assert.ThrowsAsync<ApiRateLimitException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(TimeSpan.FromSeconds(61), error.RetryAfter);
        Assert.Equal(1, error.Attempts);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public async Task No_attempt_begins_after_the_longest_time()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503, "4"));

        await FailsAsync(server, new() { MaxAttempts = 100, MaxTotalTime = TimeSpan.FromSeconds(10) });

        Assert.Equal([0, 4, 8], server.Times);
    }

    [Fact]
    public async Task Without_a_longest_time_only_the_attempts_count()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503, "3600"));

        await FailsAsync(server, new() { MaxTotalTime = null });

        Assert.Equal([0, 3600, 7200], server.Times);
    }

    [Fact]
    public async Task Total_budget_counts_over_attempts_and_waits()
    {
        int attempts = 0;
        var stub = new StubHandler(async (_, token) =>
        {
            if (++attempts == 1) return ScriptedServer.Status(503, "4")();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException("unreachable");
        });
        using HttpRequestSender sender = Samples.Repeating(stub, _clock, new() { Budgets = new() { Total = TimeSpan.FromSeconds(10) } });
        Task request = sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(2, attempts);
        Assert.False(request.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => request);
        Assert.Equal((BudgetKind.Total, TimeSpan.FromSeconds(10), 2), (error.Budget, error.Limit, error.Attempts));
    }

    [Fact]
    public async Task Wait_that_the_total_budget_would_end_does_not_begin()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503, "10"));
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock, new() { Budgets = new() { Total = TimeSpan.FromSeconds(10) } });

        await Assert.ThrowsAsync<ApiStatusException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(1, server.Attempts);
    }

    [Fact]
    public async Task Headers_budget_counts_for_each_attempt()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503, "30"), ScriptedServer.Success);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock, new() { Budgets = new() { ResponseHeaders = TimeSpan.FromSeconds(20) } });

        await DriveAsync(sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal([0, 30], server.Times);
    }

    [Fact]
    public async Task Callers_cancellation_ends_the_wait()
    {
        using var source = new CancellationTokenSource();
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503, "30"));
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock);
        Task request = sender.SendAsync(Samples.Get, "/thing/1", null, null, source.Token);
        Assert.False(request.IsCompleted);

        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.IsType<ApiStatusException>(error.InnerException);
        Assert.Equal(1, server.Attempts);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public async Task Disposal_of_the_client_ends_the_wait()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503, "30"));
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock);
        Task request = sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);
        Assert.False(request.IsCompleted);

        sender.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => request);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    private async Task FailsAsync(ScriptedServer server, RetryOptions options)
    {
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock, new() { Retry = options });
        var error = await Assert.ThrowsAnyAsync<ApiException>(
            () => DriveAsync(sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token)));
        Assert.Equal(server.Attempts, error.Attempts);
    }

    // Everything but the clock is synchronous here, so a request that is not through waits for the clock.
    private async Task DriveAsync(Task request)
    {
        while (!request.IsCompleted && _clock.NextDue is { } due) _clock.Advance(due);
        await request;
    }
}
