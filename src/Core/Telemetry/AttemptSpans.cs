using System.Collections.Concurrent;
using System.Diagnostics;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Core.Telemetry;

/// <summary>The spans of attempts to send a request, after the conventions for HTTP clients.</summary>
#pragma warning disable CA1001 // A source lives as long as the process.
internal sealed class AttemptSpans
#pragma warning restore CA1001
{
    // A source lives as long as the process, and every client of one kind has the same.
    private static readonly ConcurrentDictionary<(string Name, string? Version, string Prefix), AttemptSpans> _all = new();

    private readonly ActivitySource _source;
    private readonly TelemetryTags _tags;

    private AttemptSpans(string name, string? version, string prefix)
    {
        _source = new ActivitySource(name, version);
        _tags = new TelemetryTags(prefix);
    }

    public bool IsListenedTo => _source.HasListeners();

    public static AttemptSpans Of(ClientProfile profile)
        => _all.GetOrAdd((profile.ProductName, profile.Version, profile.TelemetryPrefix), static key => new(key.Name, key.Version, key.Prefix));

    /// <returns>The span; null when it is not sampled.</returns>
    public Activity? Start(Operation operation, ServerName server, HttpRequestMessage message, int attempt)
    {
        string method = operation.Method.Method;
        var tags = new TagList
        {
            { TelemetryTags.Method, method },
            { TelemetryTags.ServerAddress, server.Address },
            { TelemetryTags.ServerPort, server.Port },
        };
        if (message.RequestUri is { } uri) tags.Add(TelemetryTags.UrlFull, WithoutQuery(uri));
        if (attempt > 1) tags.Add(TelemetryTags.ResendCount, attempt - 1);
        if (operation.IsRaw) return _source.StartActivity(method, ActivityKind.Client, parentContext: default, tags);
        tags.Add(TelemetryTags.UrlTemplate, operation.PathTemplate);
        tags.Add(_tags.Operation, operation.Id);
        return _source.StartActivity($"{method} {operation.PathTemplate}", ActivityKind.Client, parentContext: default, tags);
    }

    /// <summary>Marks a span as failed.</summary>
    public static void Fail(Activity span, Exception exception)
    {
        span.SetTag(TelemetryTags.ErrorType, FailureDescription.TypeOf(exception));

        // A status code says it all; a description would only repeat it.
        span.SetStatus(ActivityStatusCode.Error, exception is ApiStatusException ? null : FailureDescription.Describe(exception));
    }

    /// <summary>Ends a span without changing the current one of whoever happens to run this, who may have begun another since.</summary>
    public static void Stop(Activity span)
    {
        Activity? current = Activity.Current;
        span.Stop();
        if (current != span) Activity.Current = current;
    }

    // As System.Net.Http does: values of a query may be secrets, and nobody can tell which.
    private static string WithoutQuery(Uri uri)
        => uri.Query.Length > 0 ? string.Concat(uri.GetLeftPart(UriPartial.Path), "?*") : uri.GetLeftPart(UriPartial.Path);
}
