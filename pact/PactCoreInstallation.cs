using OpenCode.Pact.Native;

namespace OpenCode.Pact;

/// <summary>The native Pact core on this machine: found in the user's cache, or installed there from npm, about 7 MB.</summary>
public static class PactCoreInstallation
{
    /// <summary>The version of npm's <c>@pact-foundation/pact-core</c> that this package was made with.</summary>
    public static string Version => CoreLibrary.Version;

    /// <summary>
    /// Installs the core, unless it is there. Nobody has to call this: whatever needs the core does it too, but waits without a word.
    /// </summary>
    /// <param name="progress">Gets a sentence when something is really installed; null for nobody.</param>
    /// <param name="cancellationToken">Stops npm.</param>
    /// <returns>The path of the library.</returns>
    /// <exception cref="PactCoreException">There is no core for this platform, or npm could not install it.</exception>
    public static Task<string> EnsureAsync(Action<string>? progress = null, CancellationToken cancellationToken = default)
        => CoreLibrary.EnsureAsync(progress, cancellationToken);
}
