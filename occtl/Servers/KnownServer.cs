using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Servers;

/// <summary>What is known of a server, for whoever prints it.</summary>
/// <param name="Id">Such as <c>oc-1f82bba7</c>.</param>
/// <param name="Address">Where it listens.</param>
internal sealed record KnownServer(string Id, Uri Address)
{
    public int Port { get; init; }

    public int? ProcessId { get; init; }

    public string? Directory { get; init; }

    public string? Version { get; init; }

    public string? Agent { get; init; }

    /// <summary>Whether somebody else started it.</summary>
    public bool IsAdopted { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastActivity { get; init; }

    public static KnownServer Of(ServerEntry entry) => new(entry.Id, entry.BaseUri)
    {
        Port = entry.Port,
        ProcessId = entry.ProcessId,
        Directory = entry.Directory,
        Version = entry.Version,
        Agent = entry.Agent,
        IsAdopted = entry.IsAdopted,
        CreatedAt = entry.CreatedAt,
        LastActivity = entry.LastActivity,
    };
}
