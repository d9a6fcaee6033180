using Microsoft.Extensions.Logging;

namespace OpenCode.Hosting.Services;

/// <summary>What a hosted server has to say.</summary>
internal static partial class ServerMessages
{
    [LoggerMessage(1, LogLevel.Information, "The OpenCode server listens on {Address} (process {ProcessId})")]
    public static partial void Running(ILogger logger, Uri address, int processId);

    [LoggerMessage(2, LogLevel.Warning, "The OpenCode server is down; restart {Restart} follows in {Delay}")]
    public static partial void Restarting(ILogger logger, Exception? failure, int restart, TimeSpan delay);

    [LoggerMessage(3, LogLevel.Critical, "The OpenCode server is down and is not started again ({OnLoss})")]
    public static partial void Lost(ILogger logger, Exception? failure, OpenCodeServerLoss onLoss);

    [LoggerMessage(4, LogLevel.Debug, "opencode: {Line}")]
    public static partial void Printed(ILogger logger, string line);
}
