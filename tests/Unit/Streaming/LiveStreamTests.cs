using System.Net;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using Xunit;

using static OpenCode.Client.Tests.Streaming.ThingStreams;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>A stream without resumption: every interruption is healed, and told in its place.</summary>
public sealed class LiveStreamTests : IDisposable
{
    private readonly ScriptedConnections _server = new();

    public void Dispose() => _server.Dispose();

    public static TheoryData<string, string, string> Breaks { get; } = new()
    {
        { "end", "Ended", "00:07" },
        { "reset", "Broken", "00:00" },
        { "silence", "Silent", "00:00" },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_lost_connection_is_replaced_and_announced_in_its_place(string how, string reason, string lastSign)
    {
        ScriptedStream first = _server.Connect(Event("a"), Event("b"));
        _server.Connect(Event("c"));
        EventSubscription<Thing> events = _server.Live();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        Assert.Equal(["a", "b"], [await NextAsync(reader), await NextAsync(reader)]);

        Task<string> next = NextAsync(reader);
        await ScriptedConnections.UntilAsync(() => _server.Clock.ArmedTimers == 1);
        _server.Clock.Advance(TimeSpan.FromSeconds(7));
        Break(first, how);
        if (how != "end") await _server.PassBackoffAsync(events);

        Assert.Equal($"gap {reason}", await next);
        Assert.StartsWith(lastSign + " ", reader.Current.Note, StringComparison.Ordinal);
        Assert.Equal("c", await NextAsync(reader));
        Assert.Equal(EventStreamPhase.Live, events.State.Phase);
        Assert.Null(events.State.Error);
        Assert.Null(events.Position);
    }

    public static TheoryData<string, HttpStatusCode, string> Refusals { get; } = new()
    {
        { "status", HttpStatusCode.InternalServerError, "application/json" },
        { "status", HttpStatusCode.BadGateway, "text/html" },
        { "status", HttpStatusCode.ServiceUnavailable, "text/plain" },
        { "status", HttpStatusCode.TooManyRequests, "application/json" },
        { "status", HttpStatusCode.RequestTimeout, "application/json" },
        { "a proxy's page", HttpStatusCode.OK, "text/html" },
        { "a proxy's text", HttpStatusCode.OK, "text/plain" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Failures_between_two_connections_are_one_gap(string what, HttpStatusCode status, string contentType)
    {
        _server.Connect(Event("a")).Break(new HttpIOException(HttpRequestError.ResponseEnded));
        _server.Answer(status, $"<p>{what}</p>", contentType);
        _server.Fail(new HttpRequestException("", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused)));
        _server.Connect(Event("b"));
        EventSubscription<Thing> events = _server.Live();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        Task<List<string>> names = TakeAsync(reader, 3);

        for (int i = 0; i < 3; i++) await _server.PassBackoffAsync(events);

        Assert.Equal(["a", "gap Broken", "b"], await names);
    }

    public static TheoryData<HttpStatusCode, string, Type> Verdicts { get; } = new()
    {
        { HttpStatusCode.BadRequest, "application/json", typeof(ApiBadRequestException) },
        { HttpStatusCode.Unauthorized, "application/json", typeof(ApiAuthenticationException) },
        { HttpStatusCode.Forbidden, "application/json", typeof(ApiAuthenticationException) },
        { HttpStatusCode.NotFound, "application/json", typeof(ApiNotFoundException) },
        { HttpStatusCode.OK, "text/html", typeof(ApiContractException) },
        { HttpStatusCode.OK, "application/json", typeof(ApiContractException) },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public async Task What_no_second_connection_can_change_ends_the_stream(HttpStatusCode status, string contentType, Type error)
    {
        _server.Answer(status, "{}", contentType);
        EventSubscription<Thing> events = _server.Live();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);

        Exception? thrown = await Record.ExceptionAsync(() => NextAsync(reader));

        Assert.IsType(error, thrown);
        Assert.Equal((EventStreamPhase.Ended, thrown), (events.State.Phase, events.State.Error));
        Assert.Single(_server.Urls);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task So_does_a_refusal_of_the_second_connection_after_what_came_before(HttpStatusCode status)
    {
        _server.Connect(Event("a")).End();
        _server.Answer(status);
        await using IAsyncEnumerator<Thing> reader = _server.Live().GetAsyncEnumerator(Samples.Token);

        Assert.Equal("a", await NextAsync(reader));
        await Assert.ThrowsAnyAsync<ApiStatusException>(() => NextAsync(reader));
    }

    [Fact]
    public async Task Waits_double_and_begin_anew_after_a_healthy_time()
    {
        for (int i = 0; i < 8; i++) _server.Answer(HttpStatusCode.BadGateway);
        ScriptedStream healthy = _server.Connect(Event("a"));
        EventSubscription<Thing> events = _server.Live();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        Task<string> next = NextAsync(reader);
        var waits = new List<double>();
        for (int i = 0; i < 8; i++)
        {
            await ScriptedConnections.UntilAsync(() => events.State.Phase == EventStreamPhase.WaitingToReconnect && events.State.FailedAttempts == i + 1);
            waits.Add(events.State.Delay!.Value.TotalSeconds);
            await _server.PassBackoffAsync(events);
        }

        Assert.Equal("a", await next);
        Assert.All(waits.Zip([1.0, 2, 4, 8, 16, 30, 30, 30]), w => Assert.InRange(w.First, w.Second / 2, w.Second));

        next = NextAsync(reader);
        _server.Clock.Advance(TimeSpan.FromSeconds(10));
        healthy.Break(new IOException());
        await ScriptedConnections.UntilAsync(() => events.State.Phase == EventStreamPhase.WaitingToReconnect);
        Assert.InRange(events.State.Delay!.Value.TotalSeconds, 0.5, 1);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Fri, 20 Nov 2026 12:10:00 GMT", 600)]
    [InlineData("99999999", 3600)]
    public async Task Servers_wish_to_be_left_alone_is_obeyed_within_reason(string retryAfter, int seconds)
    {
        _server.Answer(HttpStatusCode.ServiceUnavailable, retryAfter: retryAfter);
        EventSubscription<Thing> events = _server.Live();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        _ = NextAsync(reader);

        await ScriptedConnections.UntilAsync(() => events.State.Phase == EventStreamPhase.WaitingToReconnect);

        Assert.Equal(TimeSpan.FromSeconds(seconds), events.State.Delay);
        Assert.Null(events.State.InterruptedSince);
        Assert.IsAssignableFrom<ApiStatusException>(events.State.Error);
    }

    [Fact]
    public async Task Orderly_ends_cost_no_wait_until_they_become_a_loop()
    {
        const int Quick = 20;
        for (int i = 0; i <= Quick; i++) _server.Connect(Event("connected")).End();
        EventSubscription<Thing> events = _server.Live();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);

        List<string> names = await TakeAsync(reader, (2 * Quick) + 1);
        _ = NextAsync(reader);
        await ScriptedConnections.UntilAsync(() => events.State.Phase == EventStreamPhase.WaitingToReconnect);

        Assert.Equal(Quick, names.Count(name => name == "gap Ended"));
        Assert.Equal(Quick + 1, _server.Urls.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(500), events.State.Delay);
    }

    [Fact]
    public async Task Servers_that_close_at_once_are_left_alone_for_longer_and_longer()
    {
        for (int i = 0; i < 3; i++) _server.Connect().End();
        _server.Connect(Event("a"));
        EventSubscription<Thing> events = _server.Live();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        Task<List<string>> names = TakeAsync(reader, 4);

        for (int i = 0; i < 3; i++) await _server.PassBackoffAsync(events);

        Assert.Equal(["gap Ended", "gap Ended", "gap Ended", "a"], await names);
    }

    [Fact]
    public async Task Data_that_is_not_JSON_is_delivered_as_it_came()
    {
        _server.Connect(Event("a"), "{oops", Event("b"));
        await using IAsyncEnumerator<Thing> reader = _server.Live().GetAsyncEnumerator(Samples.Token);

        Assert.Equal(["a", "unknown"], await TakeAsync(reader, 2));
        Assert.Equal("{oops", reader.Current.Note);
        Assert.Equal("b", await NextAsync(reader));
    }

    [Fact]
    public async Task Strict_decoding_ends_the_stream_at_the_first_difference()
    {
        _server.Connect(Event("a"), "{}");
        await using IAsyncEnumerator<Thing> reader = _server.Live(client: new() { StrictDecoding = true }).GetAsyncEnumerator(Samples.Token);

        Assert.Equal("a", await NextAsync(reader));
        var error = await Assert.ThrowsAsync<ApiContractException>(() => NextAsync(reader));
        Assert.Equal(ContractViolation.Drift, error.Violation);
    }

    private void Break(ScriptedStream body, string how)
    {
        switch (how)
        {
            case "end":
                body.End();
                break;
            case "reset":
                body.Break(new HttpIOException(HttpRequestError.ResponseEnded));
                break;
            default:
                _server.Clock.Advance(TimeSpan.FromSeconds(38));
                break;
        }
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<Thing> reader)
        => await reader.MoveNextAsync() ? reader.Current.Name : "(end)";

    private static async Task<List<string>> TakeAsync(IAsyncEnumerator<Thing> reader, int count)
    {
        var names = new List<string>();
        while (names.Count < count) names.Add(await NextAsync(reader));
        return names;
    }
}
