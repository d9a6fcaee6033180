using System.Diagnostics;
using OpenCode.Core.Errors;
using OpenCode.Core.Observing;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Core.Telemetry;

/// <summary>Makes spans, metrics and logs of one request.</summary>
internal sealed class RequestTelemetry(ClientTelemetry client, Operation operation) : RequestObservation
{
    private readonly long _started = client.Clock.GetTimestamp();
    private Activity? _span;
    private int _attempt;
    private int? _status;

    /// <inheritdoc/>
    public override void AttemptStarting(HttpRequestMessage message, int attempt)
    {
        _attempt = attempt;
        _status = null;
        if (attempt == 1) client.Logger.RequestStarting(operation.Id, client.ServerText);
        if (client.Spans.IsListenedTo) _span = client.Spans.Start(operation, client.Server, message, attempt);
    }

    /// <inheritdoc/>
    public override void AttemptResponded(HttpResponseMessage response)
    {
        _status = (int)response.StatusCode;
        _span?.SetTag(TelemetryTags.StatusCode, _status);

        // A stream lives on for hours; what becomes of it is told by its states.
        if (operation.Kind == OperationKind.EventStream && response.IsSuccessStatusCode) EndSpan(null);
    }

    /// <inheritdoc/>
    public override void AttemptFailed(Exception exception) => EndSpan(exception);

    /// <inheritdoc/>
    public override void Waiting(int nextAttempt, TimeSpan delay, Exception reason)
    {
        client.Logger.RequestRetrying(operation.Id, nextAttempt, delay.TotalSeconds, FailureDescription.Describe(reason));
        if (!client.Instruments.Retries.Enabled) return;
        TagList tags = RequestTags();
        tags.Add(TelemetryTags.ErrorType, FailureDescription.TypeOf(reason));
        client.Instruments.Retries.Add(1, tags);
    }

    /// <inheritdoc/>
    public override void Ended(Exception? exception)
    {
        EndSpan(exception);

        // Connections of streams last as long as their readers like, which is no duration of a request.
        if (operation.Kind == OperationKind.EventStream) return;
        double seconds = client.Clock.GetElapsedTime(_started).TotalSeconds;
        if (exception is null) client.Logger.RequestSucceeded(operation.Id, _status, seconds, _attempt);
        else client.Logger.RequestFailed(operation.Id, seconds, _attempt, FailureDescription.Describe(exception));
        if (!client.Instruments.RequestDuration.Enabled) return;
        TagList tags = RequestTags();
        if (_status is not null) tags.Add(TelemetryTags.StatusCode, _status);
        if (exception is not null) tags.Add(TelemetryTags.ErrorType, FailureDescription.TypeOf(exception));
        client.Instruments.RequestDuration.Record(seconds, tags);
    }

    private void EndSpan(Exception? exception)
    {
        if (_span is not { } span) return;
        _span = null;
        if (exception is not null) AttemptSpans.Fail(span, exception);
        AttemptSpans.Stop(span);
    }

    // The path of a raw request is whatever its caller wrote, and would make one series each.
    private TagList RequestTags()
    {
        var tags = new TagList
        {
            { TelemetryTags.Method, operation.Method.Method },
            { TelemetryTags.ServerAddress, client.Server.Address },
            { TelemetryTags.ServerPort, client.Server.Port },
        };
        if (!operation.IsRaw)
        {
            tags.Add(TelemetryTags.UrlTemplate, operation.PathTemplate);
            tags.Add(client.Tags.Operation, operation.Id);
        }

        return tags;
    }
}
