using Microsoft.Extensions.Logging;
using OpenCode.Core.Events;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;

namespace OpenCode.Core.Telemetry;

/// <summary>Everything that a client logs. The ids are part of the documentation: they are kept, and never used again.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(100, LogLevel.Debug, "{Operation}: sending to {Server}", EventName = "RequestStarting")]
    public static partial void RequestStarting(this ILogger logger, string operation, string server);

    [LoggerMessage(101, LogLevel.Debug, "{Operation}: status {Status} after {Seconds:0.000} s and {Attempts} attempt(s)", EventName = "RequestSucceeded")]
    public static partial void RequestSucceeded(this ILogger logger, string operation, int? status, double seconds, int attempts);

    // The caller gets the exception and decides how bad it is.
    [LoggerMessage(102, LogLevel.Debug, "{Operation}: failed after {Seconds:0.000} s and {Attempts} attempt(s): {Failure}", EventName = "RequestFailed")]
    public static partial void RequestFailed(this ILogger logger, string operation, double seconds, int attempts, string failure);

    [LoggerMessage(103, LogLevel.Warning, "{Operation}: attempt {Attempt} follows in {Seconds:0.000} s because of the last one: {Failure}", EventName = "RequestRetrying")]
    public static partial void RequestRetrying(this ILogger logger, string operation, int attempt, double seconds, string failure);

    [LoggerMessage(200, LogLevel.Debug, "{Operation}: connecting to {Server}, {FailedAttempts} failed attempt(s) before", EventName = "StreamConnecting")]
    public static partial void StreamConnecting(this ILogger logger, string operation, string server, int failedAttempts);

    [LoggerMessage(201, LogLevel.Information, "{Operation}: live, from {Server}", EventName = "StreamLive")]
    public static partial void StreamLive(this ILogger logger, string operation, string server);

    [LoggerMessage(202, LogLevel.Warning, "{Operation}: interrupted, {FailedAttempts} failed attempt(s), the next in {Seconds:0.000} s: {Failure}", EventName = "StreamWaiting")]
    public static partial void StreamWaiting(this ILogger logger, string operation, int failedAttempts, double seconds, string failure);

    [LoggerMessage(203, LogLevel.Debug, "{Operation}: closed by its reader", EventName = "StreamEnded")]
    public static partial void StreamEnded(this ILogger logger, string operation);

    [LoggerMessage(204, LogLevel.Error, "{Operation}: ended after {FailedAttempts} failed attempt(s): {Failure}", EventName = "StreamFailed")]
    public static partial void StreamFailed(this ILogger logger, string operation, int failedAttempts, string failure);

    [LoggerMessage(205, LogLevel.Warning, "{Operation}: events from {Since:O} to {Until:O} may be missing ({Reason})", EventName = "StreamGap")]
    public static partial void StreamGap(this ILogger logger, string operation, DateTimeOffset since, DateTimeOffset until, EventStreamInterruption reason);

    [LoggerMessage(
        300, LogLevel.Warning,
        "{Operation}: the response differs from the spec at {Pointer}: {Kind}, expected {Expected}, found {Found}",
        EventName = "DriftFound")]
    public static partial void DriftFound(this ILogger logger, string operation, string pointer, JsonDriftKind kind, string expected, string found);
}
