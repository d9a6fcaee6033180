using OpenCode.Server.Storage;

namespace OpenCode.Server;

/// <summary>What a server of OpenCode's API serves, and to whom.</summary>
public sealed class OpenCodeEndpointOptions
{
    /// <summary>The folder of the project: what a request without a <c>directory</c> means. The current folder by default.</summary>
    public string Directory { get; set; } = Environment.CurrentDirectory;

    /// <summary>
    /// Folders that requests may name beside <see cref="Directory"/>, each with all below it. What lies elsewhere is refused with 403, also when a
    /// symbolic link leads there. None by default.
    /// </summary>
    public IList<string> OtherDirectories { get; } = [];

    /// <summary>Keeps sessions and messages; null to forget them when the process ends. The server disposes of it, so no two servers share one.</summary>
    public IServerStore? Store { get; set; }

    /// <summary>The password that requests bring by basic authentication, as the original server wants it; null for none.</summary>
    public string? Password { get; set; }

    /// <summary>The user name that goes with <see cref="Password"/>.</summary>
    public string UserName { get; set; } = "opencode";

    /// <summary>Origins of web pages, such as <c>https://app.example.com</c>, that may use the server. Pages from this machine always may.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// Names that requests may call the server by when there is no password; those of this machine always may. Others are refused, as a page of a
    /// stranger could send them. Without a password and without a name here, only this machine is let in. Whoever is let in can run programs.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>The largest request body in bytes; 64 MiB by default.</summary>
    public long MaxRequestBytes { get; set; } = 64L << 20;

    /// <summary>How many events a client may lag behind before its stream is ended; it connects anew and finds the gap. 4,096 by default.</summary>
    public int MaxPendingEvents { get; set; } = 4096;

    /// <summary>How many events are kept for clients that come back with <c>Last-Event-ID</c>. 16,384 by default.</summary>
    public int ReplayedEvents { get; set; } = 16_384;

    /// <summary>How long a stream may be silent before a heartbeat is sent. Ten seconds by default, as the original server has it.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <exception cref="ArgumentException">An option is wrong; the message says which, and what it may be.</exception>
    internal void Validate()
    {
        if (!System.IO.Directory.Exists(Directory)) throw Invalid(nameof(Directory), $"'{Directory}' does not exist; give the folder of the project");
        if (Password is { Length: 0 }) throw Invalid(nameof(Password), "is empty; set a password, or null for none");
        if (Password is not null && (UserName.Length == 0 || UserName.Contains(':', StringComparison.Ordinal)))
            throw Invalid(nameof(UserName), $"'{UserName}' cannot be sent by basic authentication; give a name without a colon");
        if (MaxRequestBytes < 1) throw Invalid(nameof(MaxRequestBytes), $"is {MaxRequestBytes}; give at least one byte");
        if (MaxPendingEvents < 1) throw Invalid(nameof(MaxPendingEvents), $"is {MaxPendingEvents}; give at least one");
        if (ReplayedEvents < 0) throw Invalid(nameof(ReplayedEvents), $"is {ReplayedEvents}; give zero or more");
        if (Heartbeat <= TimeSpan.Zero) throw Invalid(nameof(Heartbeat), $"is {Heartbeat}; give a time above zero");
        foreach (string origin in AllowedOrigins.Where(static o => !Uri.TryCreate(o, UriKind.Absolute, out Uri? u) || u.GetLeftPart(UriPartial.Authority) != o))
            throw Invalid(nameof(AllowedOrigins), $"holds '{origin}', which is no origin; write it as https://app.example.com");
    }

    private static ArgumentException Invalid(string name, string problem) => new($"OpenCodeEndpointOptions.{name} {problem}.");
}
