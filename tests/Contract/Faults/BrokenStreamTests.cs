using OpenCode.Testing;
using OpenCode.Testing.Events;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Faults;

/// <summary>The proxy in front of the stand-in server: streams that break, and answers that get lost.</summary>
public sealed class BrokenStreamTests
{
    private const int Limit = 60_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = Limit)]
    [InlineData(ConnectionEnding.Close)]
    [InlineData(ConnectionEnding.Reset)]
    public async Task A_live_stream_that_is_cut_fails_for_the_client_and_ends_for_the_server(ConnectionEnding ending)
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri);
        using HttpClient http = new() { BaseAddress = proxy.BaseUri };
        await using SseClient stream = await SseClient.OpenAsync(http, "/event");
        await stream.NextAsync();
        await server.Events.PublishAsync(SampleEvents.MessagePartDelta(1, "seen"), Cancellation);
        Assert.Contains("seen", await stream.NextAsync(), StringComparison.Ordinal);

        await proxy.CutAllAsync(ending, Cancellation);

        // An orderly end of the connection is none of the response, whose last chunk is missing.
        await Assert.ThrowsAnyAsync<IOException>(stream.NextAsync);
        await server.Events.WaitForOpenAsync(0, Cancellation);
        await using SseClient again = await SseClient.OpenAsync(http, "/event");
        Assert.NotNull(await again.NextAsync());
    }

    [Theory(Timeout = Limit)]
    [InlineData(ConnectionEnding.Close, 0)]
    [InlineData(ConnectionEnding.Close, 30)]
    [InlineData(ConnectionEnding.Reset, 0)]
    [InlineData(ConnectionEnding.Reset, 30)]
    public async Task An_answer_that_gets_lost_leaves_a_request_that_was_received(ConnectionEnding ending, int bytes)
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        server.AnswerAlways("POST", "/session", new ScriptedResponse(200, "{}"));
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, _ => new ConnectionFault { ResponseLimit = bytes, Ending = ending });
        using HttpClient http = new() { BaseAddress = proxy.BaseUri };
        using StringContent body = new("{}");

        await Assert.ThrowsAsync<HttpRequestException>(() => http.PostAsync("/session", body, Cancellation));

        Assert.Equal((1, 1), (server.CountOf("POST", "/session"), proxy.Connections));
    }
}
