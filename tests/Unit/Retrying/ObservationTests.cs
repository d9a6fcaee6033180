using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Observing;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Retrying;

/// <summary>What an observer hears of requests.</summary>
public sealed class ObservationTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Recorder _recorder = new();

    [Fact]
    public async Task Request_that_succeeds()
    {
        await Sender(ScriptedServer.Success).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        Assert.Equal(["begin thing.get", "attempt 1", "response 200", "end"], _recorder.Heard);
    }

    [Fact]
    public async Task Request_that_is_repeated()
    {
        await Sender(ScriptedServer.Refused, ScriptedServer.Status(503, "0"), ScriptedServer.Success)
            .SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        Assert.Equal(
            [
                "begin thing.get", "attempt 1", "failed ApiConnectionException", "wait for 2: 0 s",
                "attempt 2", "response 503", "failed ApiStatusException", "wait for 3: 0 s",
                "attempt 3", "response 200", "end",
            ],
            _recorder.Heard);
    }

    [Fact]
    public async Task Request_that_fails()
    {
        await Assert.ThrowsAsync<ApiNotFoundException>(
            () => Sender(ScriptedServer.Status(404)).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(
            ["begin thing.get", "attempt 1", "response 404", "failed ApiNotFoundException", "end ApiNotFoundException"], _recorder.Heard);
    }

    [Fact]
    public async Task Request_that_cannot_be_made_ends_too()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Sender(ScriptedServer.Success).SendAsync(Samples.Get, "no slash", null, null, Samples.Token));

        Assert.Equal(["begin thing.get", "end ArgumentException"], _recorder.Heard);
    }

    [Fact]
    public async Task Raw_request_whose_caller_sees_the_status_is_a_success()
    {
        await Sender(ScriptedServer.Status(404)).SendRawAsync(HttpMethod.Get, "/thing/1", null, null, Samples.Token);

        Assert.Equal("end", _recorder.Heard[^1]);
    }

    [Fact]
    public async Task Event_stream_is_heard_of_until_it_is_open()
    {
        var body = new ScriptedStream();
        body.Send("data: {\"name\":\"one\"}\n\n"u8);
        using HttpRequestSender sender = Samples.Repeating(StubHandler.Streaming(body, "text/event-stream"), _clock, observer: _recorder);
        await using IAsyncEnumerator<Thing> events = sender.Subscribe(Samples.Watch, "/event", null, null, Samples.Token).GetAsyncEnumerator(Samples.Token);

        Assert.True(await events.MoveNextAsync());

        Assert.Equal(["begin thing.watch", "attempt 1", "response 200", "end"], _recorder.Heard);
    }

    [Fact]
    public async Task Difference_is_heard_of_once_without_a_receiver_in_the_options()
    {
        using HttpRequestSender sender = Samples.Repeating(StubHandler.Answering("{}"u8.ToArray()), _clock, observer: _recorder);

        await sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);
        await sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        Assert.Single(_recorder.Heard, h => h.StartsWith("drift", StringComparison.Ordinal));
        Assert.Contains("drift thing.get MissingProperty", _recorder.Heard);
    }

    private HttpRequestSender Sender(params Func<HttpResponseMessage>[] script)
        => Samples.Repeating(new ScriptedServer(_clock, script).Handler, _clock, new() { Retry = new() { Delay = TimeSpan.Zero } }, _recorder);

    private sealed class Recorder : ClientObserver
    {
        public List<string> Heard { get; } = [];

        public override bool MeasuresEvents => false;

        public override RequestObservation? BeginRequest(Operation operation)
        {
            Heard.Add($"begin {operation.Id}");
            return new Request(Heard);
        }

        public override void DriftFound(ResponseDrift drift) => Heard.Add($"drift {drift.OperationId} {drift.Kind}");

        public override void StreamStateChanged(Operation operation, EventStreamState state)
        {
        }

        public override void GapFound(Operation operation, EventStreamGap gap)
        {
        }

        public override void EventDelivered(Operation operation, DateTimeOffset? createdAt)
        {
        }

        private sealed class Request(List<string> heard) : RequestObservation
        {
            public override void AttemptStarting(HttpRequestMessage message, int attempt) => heard.Add($"attempt {attempt}");

            public override void AttemptResponded(HttpResponseMessage response) => heard.Add($"response {(int)response.StatusCode}");

            public override void AttemptFailed(Exception exception) => heard.Add($"failed {exception.GetType().Name}");

            public override void Waiting(int nextAttempt, TimeSpan delay, Exception reason) => heard.Add($"wait for {nextAttempt}: {delay.TotalSeconds} s");

            public override void Ended(Exception? exception) => heard.Add(exception is null ? "end" : $"end {exception.GetType().Name}");
        }
    }
}
