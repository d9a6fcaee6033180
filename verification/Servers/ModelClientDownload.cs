using OpenCode.Hosting;
using OpenCode.Hosting.Install;

namespace OpenCode.Verification.Servers;

/// <summary>
/// Releases 1.0 get the package that talks to a model from the npm registry at the first prompt, and always the latest. The latest of today is
/// not made for them: every turn ends with "[DecimalError] Invalid argument". So they find one of their own time in place.
/// </summary>
internal static class ModelClientDownload
{
    private const string Package = "@ai-sdk/openai-compatible";
    private const string OfItsTime = "1.0.27";
    private static readonly Version _firstWithout = new(1, 1);

    /// <summary>Puts the package into the cache of a running server that has not been asked anything; it would have emptied the cache at its start.</summary>
    /// <param name="release">The release; later ones need nothing.</param>
    /// <param name="home">The server's home.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OpenCodeServerException">The package could not be installed.</exception>
    public static async Task InstallAsync(string release, string home, CancellationToken cancellationToken)
    {
        if (!Version.TryParse(release.Split('-')[0], out Version? version) || version >= _firstWithout) return;
        string cache = Path.Combine(home, ".cache", "opencode");
        Directory.CreateDirectory(cache);
        await NpmCommand.RunAsync(
            null, cache, Package, ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", $"{Package}@{OfItsTime}"], cancellationToken);

        // What the server wrote itself after it had downloaded the latest: it looks at nothing else.
        await File.WriteAllTextAsync(Path.Combine(cache, "package.json"), $$"""{ "dependencies": { "{{Package}}": "latest" } }""", cancellationToken);
    }
}
