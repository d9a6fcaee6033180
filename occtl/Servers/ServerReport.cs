using OpenCode.Ctl.Store;
using OpenCode.Hosting.Processes;

namespace OpenCode.Ctl.Servers;

/// <summary>What was found out about a server.</summary>
/// <param name="Entry">The server.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Process">Its process; null for none, or for one on another machine.</param>
internal sealed record ServerReport(ServerEntry Entry, ServerState State, ProcessIdentity? Process)
{
    /// <summary>What is known of it.</summary>
    public KnownServer Server => KnownServer.Of(Entry);

    /// <summary>How many sessions work.</summary>
    public int Busy { get; init; }

    /// <summary>How many permissions wait.</summary>
    public int Permissions { get; init; }

    /// <summary>How many questions wait.</summary>
    public int Questions { get; init; }

    /// <summary>Why it does not respond; null when it does.</summary>
    public string? Problem { get; init; }
}
