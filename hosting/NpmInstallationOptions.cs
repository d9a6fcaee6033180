namespace OpenCode.Hosting;

/// <summary>Which npm packages to install, and where.</summary>
public sealed record NpmInstallationOptions
{
    /// <summary>
    /// The folder in the cache, such as <c>pact-core-20.2.0-linux-x64</c>. It names version and platform: programs share the cache, and so may
    /// machines that share a home. The characters of a file name.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>What it is, for errors and progress, such as <c>the Pact core 20.2.0</c>.</summary>
    public required string Description { get; init; }

    /// <summary>The <c>package.json</c>.</summary>
    public required string Manifest { get; init; }

    /// <summary>The <c>package-lock.json</c>: npm holds what it downloads against the hashes in it.</summary>
    public required string LockFile { get; init; }

    /// <summary>
    /// The file to be used, relative to the installation, with <c>/</c>, such as <c>node_modules/x/bin/y</c>. Without it the installation has failed.
    /// </summary>
    public required string File { get; init; }

    /// <summary>
    /// More arguments for npm, such as <c>--cpu=arm64</c> where the packages are to fit this process, whatever Node.js runs npm. Default: none.
    /// </summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Where installations are kept. Default: the same place as <see cref="OpenCodeInstallationOptions.CacheFolder"/>.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>The npm to run. Default: <c>npm</c> from the <c>PATH</c>. Registry, proxy and credentials are those of its own settings.</summary>
    public string? NpmExecutable { get; init; }

    /// <summary>How long the installation may take, waiting for another process's installation included. Default: ten minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The clock for <see cref="Timeout"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets a sentence when something is really installed. Default: nobody is told.</summary>
    public Action<string>? Progress { get; init; }
}
