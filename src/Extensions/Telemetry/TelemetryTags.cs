namespace OpenCode.Telemetry;

/// <summary>The attributes of spans and metrics: the names of the OpenTelemetry conventions where there is one, else under <c>opencode.</c></summary>
internal static class TelemetryTags
{
    public const string Method = "http.request.method";
    public const string StatusCode = "http.response.status_code";
    public const string ResendCount = "http.request.resend_count";
    public const string UrlTemplate = "url.template";
    public const string UrlFull = "url.full";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";
    public const string MessagingSystem = "messaging.system";
    public const string MessagingOperation = "messaging.operation.name";
    public const string MessagingDestination = "messaging.destination.template";
    public const string Operation = "opencode.operation";
    public const string StreamPhase = "opencode.stream.phase";
    public const string GapReason = "opencode.gap.reason";
    public const string DriftKind = "opencode.drift.kind";
}
