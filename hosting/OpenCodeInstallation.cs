namespace OpenCode.Hosting;

/// <summary>An OpenCode release on this machine: found in the cache, or installed there from npm.</summary>
public sealed class OpenCodeInstallation
{
    private const string Marker = ".installed";

    private OpenCodeInstallation(string version, string folder, string executablePath) =>
        (Version, Folder, ExecutablePath) = (version, folder, executablePath);

    /// <summary>The release, such as <c>1.18.33</c>.</summary>
    public string Version { get; }

    /// <summary>The folder in the cache that holds its <c>node_modules</c>.</summary>
    public string Folder { get; }

    /// <summary>The native executable for this operating system and processor.</summary>
    public string ExecutablePath { get; }

    /// <summary>
    /// Returns the installation and makes it first if necessary, with <c>npm ci --ignore-scripts</c>. Safe to call from several
    /// processes at once: one installs, the others wait. A release takes about 350 MB.
    /// </summary>
    /// <param name="options">What to install and where; by default the release pinned by the nearest <c>spec</c> folder.</param>
    /// <param name="cancellationToken">Stops waiting, and npm.</param>
    /// <exception cref="OpenCodeServerException">npm is missing or failed, or the release has no executable for this machine.</exception>
    public static async Task<OpenCodeInstallation> EnsureAsync(
        OpenCodeInstallationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new OpenCodeInstallationOptions();
        options.Validate();
        PinnedPackage package = options.Version is { } version
            ? PinnedPackage.FromVersion(version)
            : PinnedPackage.FromFolder(options.PackageFolder ?? InstallationPlace.FindPackageFolder());
        string cache = Path.GetFullPath(options.CacheFolder ?? InstallationPlace.DefaultCacheFolder(package.Folder));
        string folder = Path.Combine(cache, package.Version);

        if (!IsComplete(folder, package)) await InstallAsync(package, cache, folder, options, cancellationToken);
        return new OpenCodeInstallation(package.Version, folder, PlatformBinary.Find(folder, package.Version));
    }

    private static async Task InstallAsync(
        PinnedPackage package, string cache, string folder, OpenCodeInstallationOptions options, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(options.Timeout, options.TimeProvider);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using InstallationLock held = await InstallationLock
                .AcquireAsync(Path.Combine(cache, $"{package.Version}.lock"), options.TimeProvider, linked.Token);
            if (IsComplete(folder, package)) return;

            // npm works in a folder beside the real one, which appears only when it is whole: whoever finds it can use it.
            string staging = $"{folder}.installing";
            DeleteFolder(staging);
            try
            {
                package.WriteTo(staging);
                await RunNpmAsync(package, staging, options, linked.Token);
                _ = PlatformBinary.Find(staging, package.Version);
                await File.WriteAllTextAsync(Path.Combine(staging, Marker), package.Fingerprint, linked.Token);
                DeleteFolder(folder);
                Directory.Move(staging, folder);
            }
            catch
            {
                // Up to 350 MB that nobody would look for; npm has its own cache for another attempt.
                TemporaryFolder.TryDelete(staging);
                throw;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OpenCodeServerException(
                OpenCodeServerFailure.NotInstalled,
                $"opencode-ai {package.Version} could not be kept in '{folder}': {exception.Message.TrimEnd('.')}. Make the folder writable, "
                + "or choose another with OpenCodeInstallationOptions.CacheFolder, or with XDG_CACHE_HOME outside of a repository.",
                innerException: exception);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new OpenCodeServerException(
                OpenCodeServerFailure.NotInstalled,
                $"Installing opencode-ai {package.Version} in '{folder}' took longer than {options.Timeout}. "
                + "Check that the npm registry is reachable, or raise OpenCodeInstallationOptions.Timeout.",
                innerException: exception);
        }
    }

    private static async Task RunNpmAsync(PinnedPackage package, string staging, OpenCodeInstallationOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await NpmCommand.RunAsync(options.NpmExecutable, staging, "OpenCode", Arguments(package), cancellationToken);
        }
        catch (OpenCodeServerException exception) when (package.Folder is null && exception.Log.Any(static l => l.Contains("ETARGET", StringComparison.Ordinal)))
        {
            throw new OpenCodeServerException(
                OpenCodeServerFailure.NotInstalled,
                $"npm has no {PinnedPackage.PackageName} {package.Version}. Correct the version; `npm view {PinnedPackage.PackageName} versions` lists those there are.",
                exception.Log,
                exception);
        }
    }

    private static string[] Arguments(PinnedPackage package)
    {
        string[] command = package.Folder is null ? ["install", "--no-package-lock"] : ["ci"];
        return [.. command, "--ignore-scripts", "--no-audit", "--no-fund", "--include=optional"];
    }

    // A published version never changes, so without a lock file any complete installation of it will do.
    private static bool IsComplete(string folder, PinnedPackage package)
    {
        string marker = Path.Combine(folder, Marker);
        return File.Exists(marker) && (package.Folder is null || File.ReadAllText(marker) == package.Fingerprint);
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
