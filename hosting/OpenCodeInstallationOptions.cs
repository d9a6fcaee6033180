namespace OpenCode.Hosting;

/// <summary>Which OpenCode release to install, and where.</summary>
public sealed class OpenCodeInstallationOptions
{
    /// <summary>
    /// A folder whose <c>package.json</c> and <c>package-lock.json</c> pin npm's <c>opencode-ai</c>. When this and <see cref="Version"/>
    /// are null: the release that this package was made for, <see cref="OpenCodeInstallation.PinnedVersion"/>, with its lock file.
    /// </summary>
    public string? PackageFolder { get; init; }

    /// <summary>
    /// A release by number, such as <c>1.3.2</c>, instead of the pinned one. npm then checks it against no lock file.
    /// Cannot be combined with <see cref="PackageFolder"/>.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>
    /// Where releases are kept, one folder per version. Default: what the environment variable <c>OPENCODEGEN_CACHE</c> names; without it
    /// what the program's project names as <c>OpenCode.Hosting.CacheFolder</c> (a <c>RuntimeHostConfigurationOption</c>); without that
    /// <c>opencodegen</c> in <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>, on macOS in <c>~/Library/Caches</c>, on Windows in <c>%LOCALAPPDATA%</c>.
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

        if (Version is not null && !IsVersion(Version))
        {
            throw new ArgumentException($"Version '{Version}' is not an exact npm version. Give one like '1.18.33', without range or tag.");
        }

        if (PackageFolder is not null && string.IsNullOrWhiteSpace(PackageFolder))
            throw new ArgumentException("PackageFolder is empty; give a folder, or leave it null for the release that this package was made for.");
        if (CacheFolder is not null && string.IsNullOrWhiteSpace(CacheFolder))
            throw new ArgumentException("CacheFolder is empty; give a folder, or leave it null for the user's cache.");
        if (Timeout <= TimeSpan.Zero && Timeout != System.Threading.Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException($"Timeout is {Timeout}; give a positive time, or Timeout.InfiniteTimeSpan for no limit.");
        }
    }

    // It becomes a folder name and an npm argument, so nothing but a plain version may pass.
    internal static bool IsVersion(string text) =>
        text.Length > 0 && char.IsAsciiDigit(text[0]) && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+');
}
