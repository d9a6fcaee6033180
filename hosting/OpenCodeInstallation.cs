using OpenCode.Hosting.Install;

namespace OpenCode.Hosting;

/// <summary>An OpenCode release on this machine: found in the cache, or installed there from npm.</summary>
public sealed class OpenCodeInstallation
{
    private OpenCodeInstallation(string version, string folder, string executablePath) =>
        (Version, Folder, ExecutablePath) = (version, folder, executablePath);

    /// <summary>The release that this package was made for: the client is generated from its document, and it is what is run by default.</summary>
    public static string PinnedVersion => PinnedPackage.OfClient.Version;

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
    /// <param name="options">What to install and where; by default <see cref="PinnedVersion"/>, in the user's cache.</param>
    /// <param name="cancellationToken">Stops waiting, and npm.</param>
    /// <exception cref="OpenCodeServerException">npm is missing or failed, or the release has no executable for this machine.</exception>
    public static async Task<OpenCodeInstallation> EnsureAsync(
        OpenCodeInstallationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new OpenCodeInstallationOptions();
        options.Validate();
        PinnedPackage package = options switch
        {
            { Version: { } version } => PinnedPackage.FromVersion(version),
            { PackageFolder: { } pinning } => PinnedPackage.FromFolder(pinning),
            _ => PinnedPackage.OfClient,
        };
        string cache = Path.GetFullPath(options.CacheFolder ?? CachePlace.OfThisProcess.Find());
        string folder = Path.Combine(cache, package.FolderName);
        try
        {
            CachedFolder cached = new(folder, options.TimeProvider);
            if (cached.Fingerprint is not { } present || !Fits(package, present)) await InstallAsync(package, cached, folder, options, cancellationToken);
            return new OpenCodeInstallation(package.Version, folder, PlatformBinary.Find(folder, package.Version));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OpenCodeServerException(
                OpenCodeServerFailure.NotInstalled,
                $"opencode-ai {package.Version} could not be kept in '{folder}': {exception.Message.TrimEnd('.')}. A release takes about 350 MB. Make the folder "
                + $"writable and free space there, or choose another with OpenCodeInstallationOptions.CacheFolder or the environment variable {CachePlace.VariableName}.",
                innerException: exception);
        }
    }

    private static async Task InstallAsync(
        PinnedPackage package, CachedFolder cached, string folder, OpenCodeInstallationOptions options, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(options.Timeout, options.TimeProvider);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        bool installing = false;
        try
        {
            Task Fill(string staging, CancellationToken cancelled)
            {
                installing = true;
                return FillAsync(package, staging, options, cancelled);
            }

            await cached.MakeAsync(package.Fingerprint, present => Fits(package, present), Fill, linked.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new OpenCodeServerException(
                OpenCodeServerFailure.NotInstalled,
                installing
                    ? $"Installing opencode-ai {package.Version} in '{folder}' took longer than {options.Timeout}. "
                        + "Check that the npm registry is reachable, or raise OpenCodeInstallationOptions.Timeout."
                    : $"Another process has been installing opencode-ai {package.Version} for longer than {options.Timeout}: it holds '{cached.LockPath}'. "
                        + "End it, or raise OpenCodeInstallationOptions.Timeout.",
                innerException: exception);
        }
    }

    private static async Task FillAsync(PinnedPackage package, string staging, OpenCodeInstallationOptions options, CancellationToken cancellationToken)
    {
        package.WriteTo(staging);
        await RunNpmAsync(package, staging, options, cancellationToken);
        _ = PlatformBinary.Find(staging, package.Version);
        package.RemoveSettings(staging);
    }

    private static async Task RunNpmAsync(PinnedPackage package, string staging, OpenCodeInstallationOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await NpmCommand.RunAsync(options.NpmExecutable, staging, "OpenCode", Arguments(package), cancellationToken);
        }
        catch (OpenCodeServerException exception) when (package.TakesAny && Printed(exception, "ETARGET"))
        {
            throw new OpenCodeServerException(
                OpenCodeServerFailure.NotInstalled,
                $"npm has no {PinnedPackage.PackageName} {package.Version}. Correct the version; `npm view {PinnedPackage.PackageName} versions` lists those there are.",
                exception.Log,
                exception);
        }
        catch (OpenCodeServerException exception) when (Printed(exception, "ENOSPC"))
        {
            throw new OpenCodeServerException(
                OpenCodeServerFailure.NotInstalled,
                $"The disk is full, so npm could not install {PinnedPackage.PackageName} {package.Version} in '{staging}'. A release takes about 350 MB there, and as much "
                + $"in npm's own cache. Free space, or choose another folder with OpenCodeInstallationOptions.CacheFolder or the environment variable {CachePlace.VariableName}.",
                exception.Log,
                exception);
        }
    }

    private static bool Printed(OpenCodeServerException exception, string code) => exception.Log.Any(l => l.Contains(code, StringComparison.Ordinal));

    private static string[] Arguments(PinnedPackage package)
    {
        string[] command = package.IsLocked ? ["ci"] : ["install", "--no-package-lock"];
        return [.. command, "--ignore-scripts", "--no-audit", "--no-fund", "--include=optional"];
    }

    private static bool Fits(PinnedPackage package, string present) => package.TakesAny || present == package.Fingerprint;
}
