using System.Text.Json.Nodes;
using OpenCode.Hosting;

namespace OpenCode.Testing;

/// <summary>What an <see cref="OpenCodeSandbox"/> contains.</summary>
public sealed class OpenCodeSandboxOptions
{
    /// <summary>The release to run. Default: <see cref="OpenCodeInstallation.PinnedVersion"/>, installed into the user's cache.</summary>
    public OpenCodeInstallation? Installation { get; init; }

    /// <summary>An opencode executable, in place of an installation.</summary>
    public string? Executable { get; init; }

    /// <summary>Settings of the scripted model.</summary>
    public ScriptedModelOptions Model { get; init; } = new();

    /// <summary>Files of the project: relative path and content. Default: one <c>README.md</c>.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string> { ["README.md"] = "# Sandbox\n" };

    /// <summary>
    /// Makes the project a git repository with the files in one commit, always the same for the same files. Needs git. Default: true;
    /// OpenCode treats a directory that is no repository as part of one global project.
    /// </summary>
    public bool Git { get; init; } = true;

    /// <summary>Changes the project's <c>opencode.json</c> before it is written.</summary>
    public Action<JsonObject>? Configure { get; init; }

    /// <summary>
    /// Whether the server lists the models of all makers that its release knows, beside the scripted one. Default: false, which spares each server two to three
    /// seconds of processor time.
    /// </summary>
    public bool PublicModels { get; init; }

    /// <summary>When set, the server demands it.</summary>
    public string? Password { get; init; }

    /// <summary>Variables to add to the server's environment; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long the server may take until it answers. Default: a minute.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
