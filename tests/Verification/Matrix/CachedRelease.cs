using OpenCode.Hosting;
using OpenCode.Workbench;

namespace OpenCode.Verification.Tests.Matrix;

/// <summary>A cache in which releases seem to be installed, so that nothing is downloaded.</summary>
internal sealed class CachedRelease : IDisposable
{
    private readonly WorkFolder _cache = new();

    public async Task<OpenCodeInstallation> InstallAsync(string version, CancellationToken cancellationToken)
    {
        foreach (string system in new[] { "linux", "darwin", "windows" })
        {
            foreach (string build in new[] { "x64", "x64-baseline", "x64-musl", "x64-baseline-musl", "arm64", "arm64-musl" })
                _cache.Write($"{version}/node_modules/opencode-{system}-{build}/bin/opencode{(system == "windows" ? ".exe" : "")}", "");
        }

        _cache.Write($"{version}/.installed", "unlocked");
        return await OpenCodeInstallation.EnsureAsync(
            new OpenCodeInstallationOptions { Version = version, CacheFolder = _cache.PathOf(""), NpmExecutable = "no-npm-in-this-test" }, cancellationToken);
    }

    public void Dispose() => _cache.Dispose();
}
