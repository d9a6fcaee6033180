namespace OpenCode.Hosting.Services;

/// <summary>What a host does when its OpenCode server has ended by itself and is not started again.</summary>
public enum OpenCodeServerLoss
{
    /// <summary>
    /// The host stops, and <c>RunAsync</c> throws the reason, so that the process ends with an error that a service manager sees.
    /// </summary>
    StopHost,

    /// <summary>The application goes on without the server; the reason is logged as critical.</summary>
    LogOnly,
}
