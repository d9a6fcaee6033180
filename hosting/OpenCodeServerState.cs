namespace OpenCode.Hosting;

/// <summary>What a supervised server is doing.</summary>
public enum OpenCodeServerState
{
    /// <summary>It has not been started yet, or was stopped by its owner.</summary>
    Stopped,

    /// <summary>It is being installed or started for the first time.</summary>
    Starting,

    /// <summary>It answers requests.</summary>
    Running,

    /// <summary>It ended by itself, and is or will be started again.</summary>
    Restarting,

    /// <summary>It did not start, or ended by itself and is given up. <see cref="OpenCodeServerStatus.Failure"/> says why.</summary>
    Failed,
}
