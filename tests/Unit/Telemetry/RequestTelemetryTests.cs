using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Observing;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Telemetry;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Telemetry;

[Collection(OneAtATime.Name)]
public sealed class RequestTelemetryTests : IDisposable
{
    private const string Duration = "opencode.client.request.duration";
    private static readonly ApiConnectionException _reset = new("thing.get", ConnectionFailureKind.Reset, "http://agents.example:8080");

    private readonly TelemetryRecording _recording = new();
    private readonly RecordingLoggers _loggers = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly ClientTelemetry _telemetry;

    public RequestTelemetryTests()
    {
        ClientSettings settings = Samples.Resolve(
            new() { BaseUri = new("http://agents.example:8080/base"), TimeProvider = _clock, LoggerFactory = _loggers }, _ => null);
        _telemetry = new ClientTelemetry(settings, _recording.Instruments!);
    }

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Span_of_a_request_follows_the_convention()
    {
        RequestObservation request = Begin(Samples.Get);
        Assert.Equal("GET /thing/{thingID}", Activity.Current?.DisplayName);
        Answer(request, HttpStatusCode.OK);
        request.Ended(null);

        Activity span = Assert.Single(_recording.Spans);
        Assert.Null(Activity.Current);
        Assert.Equal(("GET /thing/{thingID}", ActivityKind.Client, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal(OpenCodeTelemetry.ActivitySourceName, span.Source.Name);
        AssertTags(
            span.TagObjects,
            ("http.request.method", "GET"),
            ("server.address", "agents.example"),
            ("server.port", 8080),
            ("url.full", "http://agents.example:8080/base/thing/1?*"),
            ("url.template", "/thing/{thingID}"),
            ("opencode.operation", "thing.get"),
            ("http.response.status_code", 200));
    }

    [Fact]
    public void Every_attempt_has_a_span_of_its_own_and_the_request_one_duration()
    {
        RequestObservation request = Begin(Samples.Get);
        request.AttemptFailed(_reset);
        request.Waiting(2, TimeSpan.FromSeconds(1), _reset);
        _clock.Advance(TimeSpan.FromSeconds(1));
        request.AttemptStarting(Message(), 2);
        Answer(request, HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromSeconds(2));
        request.Ended(null);

        Assert.Collection(
            _recording.Spans,
            first =>
            {
                Assert.Equal("response_ended", first.GetTagItem("error.type"));
                Assert.Equal(ActivityStatusCode.Error, first.Status);
                Assert.Null(first.GetTagItem("http.request.resend_count"));
            },
            second =>
                Assert.Equal((1, 200, null), (second.GetTagItem("http.request.resend_count"), second.GetTagItem("http.response.status_code"),
                    second.GetTagItem("error.type"))));
        Measured retry = Assert.Single(_recording.Of("opencode.client.request.retries"));
        Assert.Equal(("response_ended", "/thing/{thingID}", 1d), (retry.Tags["error.type"], retry.Tags["url.template"], retry.Value));
        Measured duration = Assert.Single(_recording.Of(Duration));
        Assert.Equal((3d, "s"), (duration.Value, duration.Unit));
        AssertTags(
            duration.Tags,
            ("http.request.method", "GET"),
            ("server.address", "agents.example"),
            ("server.port", 8080),
            ("url.template", "/thing/{thingID}"),
            ("opencode.operation", "thing.get"),
            ("http.response.status_code", 200));
        Assert.Equal([(100, LogLevel.Debug), (103, LogLevel.Warning), (101, LogLevel.Debug)], _loggers.Entries.Select(entry => (entry.Id.Id, entry.Level)));
        Assert.All(_loggers.Entries, entry => Assert.Equal(OpenCodeTelemetry.LogCategory, entry.Category));
    }

    [Fact]
    public async Task Error_status_is_the_error_type_and_needs_no_description()
    {
        ApiStatusException error =
            await Assert.ThrowsAsync<ApiNotFoundException>(() => Samples.Sender(StubHandler.Answering(HttpStatusCode.NotFound, "{}"))
            .SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));
        RequestObservation request = Begin(Samples.Get);
        Answer(request, HttpStatusCode.NotFound);
        request.AttemptFailed(error);
        request.Ended(error);

        Activity span = Assert.Single(_recording.Spans);
        Assert.Equal(("404", 404, ActivityStatusCode.Error, null), (span.GetTagItem("error.type"), span.GetTagItem("http.response.status_code"), span.Status,
            span.StatusDescription));
        Assert.Equal("404", Assert.Single(_recording.Of(Duration)).Tags["error.type"]);
        Assert.Equal((102, LogLevel.Debug), (_loggers.Entries[^1].Id.Id, _loggers.Entries[^1].Level));
    }

    public static TheoryData<Exception, string> ErrorTypes => new()
    {
        { new ApiTimeoutException("x", BudgetKind.Total, TimeSpan.FromSeconds(1)), "timeout" },
        { new ApiConnectionException("x", ConnectionFailureKind.Refused, "a"), "connection_error" },
        { new ApiConnectionException("x", ConnectionFailureKind.NameResolution, "a"), "name_resolution_error" },
        { new ApiConnectionException("x", ConnectionFailureKind.Tls, "a"), "secure_connection_error" },
        { new ApiConnectionException("x", ConnectionFailureKind.Other, "a"), "_OTHER" },
        { new TaskCanceledException(), "System.OperationCanceledException" },
        { new InvalidOperationException(), "System.InvalidOperationException" },
    };

    [Theory]
    [MemberData(nameof(ErrorTypes))]
    public void Error_types_are_few_and_predictable(Exception exception, string expected)
    {
        RequestObservation request = Begin(Samples.Get);
        request.AttemptFailed(exception);
        request.Ended(exception);

        Assert.Equal(expected, Assert.Single(_recording.Spans).GetTagItem("error.type"));
        Assert.Equal(expected, Assert.Single(_recording.Of(Duration)).Tags["error.type"]);
    }

    [Fact]
    public void Path_of_a_raw_request_becomes_no_name_and_no_series()
    {
        var raw = new Operation<object> { Id = "GET /own/1", Method = HttpMethod.Get, PathTemplate = "/own/1", Kind = OperationKind.Binary, IsRaw = true };
        RequestObservation request = Begin(raw);
        request.Waiting(2, default, _reset);
        request.Ended(null);

        Activity span = Assert.Single(_recording.Spans);
        Assert.Equal(("GET", null, null), (span.DisplayName, span.GetTagItem("url.template"), span.GetTagItem("opencode.operation")));
        Assert.All(_recording.Measurements, measured => Assert.DoesNotContain("/own", measured.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Connection_of_an_event_stream_is_a_span_until_its_answer_and_no_duration()
    {
        RequestObservation request = Begin(Samples.Watch);
        Answer(request, HttpStatusCode.OK);

        Assert.Single(_recording.Spans);
        request.Ended(null);
        Assert.Empty(_recording.Measurements);
    }

    [Fact]
    public void Ending_a_span_elsewhere_leaves_the_current_one_alone()
    {
        RequestObservation request = Begin(Samples.Download);
        using var own = new Activity("own");
        own.Start();
        request.Ended(null);

        Assert.Same(own, Activity.Current);
    }

    [Fact]
    public void Nothing_is_observed_when_nobody_listens()
    {
        _recording.Dispose();
        ClientSettings settings = Samples.Resolve(new(), _ => null);

        Assert.Null(new ClientTelemetry(settings, _recording.Instruments!).BeginRequest(Samples.Get));
        Assert.False(_telemetry.MeasuresEvents);
        Assert.NotNull(_telemetry.BeginRequest(Samples.Get));
    }

    private static HttpRequestMessage Message() => new(HttpMethod.Get, "http://agents.example:8080/base/thing/1?directory=%2Frepo");

    private RequestObservation Begin(Operation operation)
    {
        RequestObservation request = _telemetry.BeginRequest(operation)!;
        request.AttemptStarting(Message(), 1);
        return request;
    }

    private static void Answer(RequestObservation request, HttpStatusCode status)
    {
        using var response = new HttpResponseMessage(status);
        request.AttemptResponded(response);
    }

    private static void AssertTags(IEnumerable<KeyValuePair<string, object?>> tags, params (string Key, object? Value)[] expected)
        => Assert.Equal(expected.OrderBy(tag => tag.Key, StringComparer.Ordinal), tags.Select(tag => (tag.Key, tag.Value))
            .OrderBy(tag => tag.Key, StringComparer.Ordinal));
}
