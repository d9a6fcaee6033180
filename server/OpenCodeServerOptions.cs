namespace OpenCode.Server;

/// <summary>What a server of OpenCode's API serves, and to whom.</summary>
public sealed class OpenCodeServerOptions
{
    /// <summary>The folder of the project: what a request without a <c>directory</c> means. The current folder by default.</summary>
    public string Directory { get; set; } = Environment.CurrentDirectory;

    /// <summary>
    /// Folders that requests may name beside <see cref="Directory"/>, each with all below it. What lies elsewhere is refused with 403, also when a
    /// symbolic link leads there. None by default.
    /// </summary>
    public IList<string> OtherDirectories { get; } = [];

    /// <summary>The password that requests bring by basic authentication, as the original server wants it; null for none.</summary>
    public string? Password { get; set; }

    /// <summary>The user name that goes with <see cref="Password"/>.</summary>
    public string UserName { get; set; } = "opencode";

    /// <summary>Origins of web pages, such as <c>https://app.example.com</c>, that may use the server. Pages from this machine always may.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>The largest request body in bytes; 64 MiB by default.</summary>
    public long MaxRequestBytes { get; set; } = 64L << 20;

    /// <summary>How many events a client may lag behind before its stream is ended; it connects anew and finds the gap. 4,096 by default.</summary>
    public int MaxPendingEvents { get; set; } = 4096;

    /// <summary>How many events are kept for clients that come back with <c>Last-Event-ID</c>. 16,384 by default.</summary>
    public int ReplayedEvents { get; set; } = 16_384;

    /// <summary>How long a stream may be silent before a heartbeat is sent. Ten seconds by default, as the original server has it.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);
}
