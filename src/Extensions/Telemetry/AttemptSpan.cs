using System.Diagnostics;
using OpenCode.Core;

namespace OpenCode.Telemetry;

/// <summary>The span of one attempt to send a request, after the conventions for HTTP clients.</summary>
internal static class AttemptSpan
{
    private static readonly ActivitySource Source = new(OpenCodeTelemetry.ActivitySourceName, OpenCodeTelemetry.Version);

    public static bool IsListenedTo => Source.HasListeners();

    /// <returns>The span; null when it is not sampled.</returns>
    public static Activity? Start(Operation operation, ServerName server, HttpRequestMessage message, int attempt)
    {
        string method = operation.Method.Method;
        var tags = new TagList
        {
            { TelemetryTags.Method, method },
            { TelemetryTags.ServerAddress, server.Address },
            { TelemetryTags.ServerPort, server.Port },
        };
        if (message.RequestUri is { } uri)
            tags.Add(TelemetryTags.UrlFull, WithoutQuery(uri));
        if (attempt > 1)
            tags.Add(TelemetryTags.ResendCount, attempt - 1);
        if (operation.IsRaw)
            return Source.StartActivity(method, ActivityKind.Client, parentContext: default, tags);
        tags.Add(TelemetryTags.UrlTemplate, operation.PathTemplate);
        tags.Add(TelemetryTags.Operation, operation.Id);
        return Source.StartActivity($"{method} {operation.PathTemplate}", ActivityKind.Client, parentContext: default, tags);
    }

    /// <summary>Marks a span as failed.</summary>
    public static void Fail(Activity span, Exception exception)
    {
        span.SetTag(TelemetryTags.ErrorType, FailureText.TypeOf(exception));

        // A status code says it all; a description would only repeat it.
        span.SetStatus(ActivityStatusCode.Error, exception is OpenCodeApiException ? null : FailureText.Describe(exception));
    }

    /// <summary>Ends a span without changing the current one of whoever happens to run this, who may have begun another since.</summary>
    public static void Stop(Activity span)
    {
        Activity? current = Activity.Current;
        span.Stop();
        if (current != span)
            Activity.Current = current;
    }

    // As System.Net.Http does: values of a query may be secrets, and nobody can tell which.
    private static string WithoutQuery(Uri uri)
        => uri.Query.Length > 0 ? string.Concat(uri.GetLeftPart(UriPartial.Path), "?*") : uri.GetLeftPart(UriPartial.Path);
}
