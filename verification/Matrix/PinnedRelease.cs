using System.Text.Json;
using OpenCode.Hosting;

namespace OpenCode.Verification.Matrix;

/// <summary>The release whose spec the client was generated from.</summary>
public static class PinnedRelease
{
    private const string Resource = "openapi.lock.json";

    /// <summary>The release, for example <c>1.18.33</c>.</summary>
    public static string Version { get; } = ReadVersion();

    /// <summary>
    /// Installs a release into the cache unless it is there. The pinned one is installed from the lock file that comes with
    /// <see cref="OpenCodeInstallation"/>: npm then checks it, and whoever asks for exactly that finds it in place.
    /// </summary>
    /// <param name="version">The release.</param>
    /// <param name="cancellationToken">Stops npm.</param>
    public static Task<OpenCodeInstallation> InstallAsync(string version, CancellationToken cancellationToken)
        => OpenCodeInstallation.EnsureAsync(new OpenCodeInstallationOptions { Version = version }, cancellationToken);

    private static string ReadVersion()
    {
        using Stream stream = typeof(PinnedRelease).Assembly.GetManifestResourceStream(Resource)!;
        return ReadVersion(stream) ?? throw new InvalidOperationException($"The embedded {Resource} names no release in 'opencode'.");
    }

    private static string? ReadVersion(Stream stream)
    {
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.TryGetProperty("opencode", out JsonElement version) ? version.GetString() : null;
    }
}
