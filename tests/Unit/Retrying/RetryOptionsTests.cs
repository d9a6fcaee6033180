using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Retrying;

/// <summary>What a caller says about repeats, and what it hears of them.</summary>
public sealed class RetryOptionsTests
{
    private readonly ManualTimeProvider _clock = new();

    public static TheoryData<RetryOptions, string[]> Refused => new()
    {
        { new() { MaxAttempts = 0 }, ["MaxAttempts", "0", "at least 1"] },
        { new() { Delay = TimeSpan.FromSeconds(-1) }, ["Delay", "-00:00:01", "RetryOptions.None"] },
        { new() { Delay = TimeSpan.FromSeconds(9) }, ["MaxDelay", "00:00:08", "00:00:09"] },
        { new() { MaxDelay = TimeSpan.FromDays(50) }, ["MaxDelay", "49 days"] },
        { new() { MaxTotalTime = TimeSpan.Zero }, ["MaxTotalTime", "null"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Value_that_cannot_work_is_refused_by_name(RetryOptions retry, string[] words)
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Success);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock);

        ArgumentException ofClient = Assert.Throws<ArgumentException>(() => Samples.Resolve(new() { Retry = retry }, _ => null));
        ArgumentException ofRequest = await Assert.ThrowsAsync<ArgumentException>(
            () => sender.SendAsync(Samples.Get, "/thing/1", new RequestConfiguration { Retry = retry }, null, Samples.Token));

        Assert.All(words, word => Assert.Contains(word, ofClient.Message, StringComparison.Ordinal));
        Assert.All(words, word => Assert.Contains(word, ofRequest.Message, StringComparison.Ordinal));
        Assert.Equal(0, server.Attempts);
    }

    [Fact]
    public void Options_that_are_null_are_refused()
        => Assert.Contains("RetryOptions.None", Assert.Throws<ArgumentException>(() => Samples.Resolve(new() { Retry = null! }, _ => null)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Defaults()
    {
        var options = new RetryOptions();

        Assert.Equal((3, 0.5, 8), (options.MaxAttempts, options.Delay.TotalSeconds, options.MaxDelay.TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(60), options.MaxTotalTime);
        Assert.Equal(1, RetryOptions.None.MaxAttempts);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    [InlineData(null, 3)]
    public async Task Request_can_say_otherwise_than_its_client(int? ofRequest, int ofClient)
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Reset);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock, new() { Retry = new() { Delay = TimeSpan.Zero, MaxAttempts = ofClient } });
        var configuration = new RequestConfiguration { Retry = ofRequest is { } most ? new() { Delay = TimeSpan.Zero, MaxAttempts = most } : null };

        await Assert.ThrowsAsync<ApiConnectionException>(() => sender.SendAsync(Samples.Get, "/thing/1", configuration, null, Samples.Token));

        Assert.Equal(ofRequest ?? ofClient, server.Attempts);
    }

    [Fact]
    public async Task Caller_hears_of_each_repeat_before_the_wait()
    {
        var heard = new List<RetryAttempt>();
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503, "5"), ScriptedServer.Reset, ScriptedServer.Success);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock, new() { Retry = new() { OnRetry = heard.Add } });
        Task request = sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        Assert.Single(heard);
        _clock.Advance(TimeSpan.FromSeconds(5));
        _clock.Advance(TimeSpan.FromSeconds(5));
        await request;

        Assert.Equal(["thing.get", "thing.get"], heard.Select(r => r.OperationId));
        Assert.Equal([1, 2], heard.Select(r => r.Attempt));
        Assert.Equal([5, 0.5], heard.Select(r => r.Delay.TotalSeconds));
        Assert.IsType<ApiStatusException>(heard[0].Exception);
        Assert.IsType<ApiConnectionException>(heard[1].Exception);
    }

    [Fact]
    public async Task What_the_callers_action_throws_fails_the_request()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Reset);
        using HttpRequestSender sender = Samples.Repeating(
            server.Handler, _clock, new() { Retry = new() { OnRetry = _ => throw new NotSupportedException("the caller's own") } });

        await Assert.ThrowsAsync<NotSupportedException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(1, server.Attempts);
        Assert.Equal(0, _clock.ArmedTimers);
    }
}
