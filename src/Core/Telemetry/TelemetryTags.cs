using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Core.Telemetry;

/// <summary>The attributes of spans and metrics: the names of the OpenTelemetry conventions where there is one, else under the client's own prefix.</summary>
/// <param name="prefix">What the names of the client's own attributes begin with.</param>
internal sealed class TelemetryTags(string prefix)
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

    public string Operation { get; } = prefix + ".operation";

    public string StreamPhase { get; } = prefix + ".stream.phase";

    public string GapReason { get; } = prefix + ".gap.reason";

    public string DriftKind { get; } = prefix + ".drift.kind";
}
