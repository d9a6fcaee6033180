namespace OpenCode.Ctl.Servers;

/// <summary>How a server is to be started.</summary>
internal sealed record StartRequest
{
    /// <summary>The project directory.</summary>
    public required string Directory { get; init; }

    /// <summary>The port; null for the first free one from 9100 on.</summary>
    public int? Port { get; init; }

    /// <summary>The release to install and run; null for the <c>opencode</c> on the PATH, and where there is none, the release of this tool.</summary>
    public string? Version { get; init; }

    /// <summary>An executable, in place of a release.</summary>
    public string? Executable { get; init; }

    /// <summary>A home of its own; null for the user's.</summary>
    public string? Home { get; init; }

    /// <summary>A settings file; null for the usual ones.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>The agent of prompts that name none.</summary>
    public string? Agent { get; init; }

    /// <summary>Whether everybody on this machine may use it.</summary>
    public bool WithoutPassword { get; init; }

    /// <summary>Whether nothing is left of a server that does not come up.</summary>
    public bool RemoveOnFailure { get; init; }

    /// <summary>Whether to return only when it responds.</summary>
    public bool Wait { get; init; } = true;

    /// <summary>How long to wait for that.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Variables for the server.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}
