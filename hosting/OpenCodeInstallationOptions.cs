namespace OpenCode.Hosting;

/// <summary>Which OpenCode release to install, and where.</summary>
public sealed class OpenCodeInstallationOptions
{
    /// <summary>
    /// A folder whose <c>package.json</c> and <c>package-lock.json</c> pin npm's <c>opencode-ai</c>.
    /// When this and <see cref="Version"/> are null: the nearest <c>spec</c> folder that has both files,
    /// looked for upwards from the current directory and then from the application's own folder.
    /// </summary>
    public string? PackageFolder { get; init; }

    /// <summary>
    /// A release by number, such as <c>1.3.2</c>, instead of a pinned one. npm then checks nothing against a lock file.
    /// Cannot be combined with <see cref="PackageFolder"/>.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>
    /// Where releases are kept, one folder per version. Default: <c>.cache/opencode</c> in the git repository of the package folder
    /// or the current directory; without a repository <c>$XDG_CACHE_HOME/opencodegen</c> (<c>%LOCALAPPDATA%</c> on Windows).
    /// </summary>
    public string? CacheFolder { get; init; }

    /// <summary>The npm to run. Default: <c>npm</c> from the <c>PATH</c>.</summary>
    public string? NpmExecutable { get; init; }

    /// <summary>How long one installation may take, waiting for another process's installation included. Default: ten minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The clock for <see cref="Timeout"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        if (PackageFolder is not null && Version is not null)
        {
            throw new ArgumentException(
                $"Set either PackageFolder ('{PackageFolder}') or Version ('{Version}'), not both: a package folder already pins its version.");
        }

        // The version becomes a folder name and an npm argument, so nothing but a plain version may pass.
        if (Version is not null && (Version.Length == 0 || !char.IsAsciiDigit(Version[0])
            || !Version.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+')))
        {
            throw new ArgumentException($"Version '{Version}' is not an exact npm version. Give one like '1.18.33', without range or tag.");
        }

        if (Timeout <= TimeSpan.Zero && Timeout != System.Threading.Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException($"Timeout is {Timeout}; give a positive time, or Timeout.InfiniteTimeSpan for no limit.");
        }
    }
}
