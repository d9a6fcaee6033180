namespace OpenCode.Hosting;

/// <summary>What a supervised server was doing at one moment.</summary>
/// <param name="State">What it was doing.</param>
/// <param name="Since">Since when.</param>
public sealed record OpenCodeServerStatus(OpenCodeServerState State, DateTimeOffset Since)
{
    /// <summary>The process, while it runs.</summary>
    public int? ProcessId { get; init; }

    /// <summary>How many restarts have been attempted since the server was started.</summary>
    public int Restarts { get; init; }

    /// <summary>How long the next restart waits, while restarting.</summary>
    public TimeSpan? RestartDelay { get; init; }

    /// <summary>
    /// While restarting and when it failed: what happened. <see cref="OpenCodeServerException.Log"/> holds the last lines that it printed.
    /// </summary>
    public OpenCodeServerException? Failure { get; init; }
}
