namespace OpenCode.Hosting.Services;

/// <summary>How an application's host runs an OpenCode server.</summary>
public sealed class OpenCodeServerHostOptions
{
    /// <summary>How to start the server.</summary>
    public OpenCodeServerOptions Server { get; set; } = new();

    /// <summary>What to do when the server ends by itself. Default: <see cref="OpenCodeRestartPolicy.Never"/>.</summary>
    public OpenCodeRestartPolicy Restart { get; set; } = OpenCodeRestartPolicy.Never;

    /// <summary>What to do when the server is given up after it was running. Default: the host stops.</summary>
    public OpenCodeServerLoss OnLoss { get; set; } = OpenCodeServerLoss.StopHost;
}
