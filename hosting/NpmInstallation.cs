using System.Security.Cryptography;
using System.Text;
using OpenCode.Hosting.Install;

namespace OpenCode.Hosting;

/// <summary>npm packages that a program needs at run time, such as native libraries: found in the user's cache, or installed there from a lock file.</summary>
public static class NpmInstallation
{
    /// <summary>
    /// Returns the path of the wanted file, and installs the packages first if necessary, with <c>npm ci --ignore-scripts</c>. Safe to call from
    /// several processes at once: one installs, the others wait, and none sees half an installation.
    /// </summary>
    /// <param name="options">What to install, and where.</param>
    /// <param name="cancellationToken">Stops waiting, and npm.</param>
    /// <exception cref="OpenCodeServerException">
    /// npm is missing or failed, a hash differs, the packages lack the file, or the cache cannot be written: <see cref="OpenCodeServerFailure.NotInstalled"/>.
    /// </exception>
    public static async Task<string> EnsureAsync(NpmInstallationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        string cache = Path.GetFullPath(options.CacheFolder ?? CachePlace.OfThisProcess.Find());
        string folder = Path.Combine(cache, options.Name);
        string file = Path.Combine(folder, options.File);
        CachedFolder cached = new(folder, options.TimeProvider);
        string fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Manifest}\n{options.LockFile}")));
        try
        {
            if (cached.Fingerprint != fingerprint || !System.IO.File.Exists(file))
                await InstallAsync(options, cached, folder, fingerprint, cancellationToken).ConfigureAwait(false);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotInstalled(
                $"'{folder}' cannot hold {options.Description}: {exception.Message.TrimEnd('.')}. Make the folder writable and free space there, or choose "
                + $"another with the environment variable {CachePlace.VariableName}.",
                exception);
        }
    }

    private static async Task InstallAsync(
        NpmInstallationOptions options, CachedFolder cached, string folder, string fingerprint, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(options.Timeout, options.TimeProvider);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await cached.MakeAsync(
                fingerprint,
                present => present == fingerprint && System.IO.File.Exists(Path.Combine(folder, options.File)),
                (staging, cancelled) => FillAsync(options, staging, folder, cancelled),
                linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw NotInstalled(
                $"Installing {options.Description} in '{folder}' took longer than {options.Timeout}. Check that the npm registry is reachable, and that no "
                + $"other process holds '{cached.LockPath}'.",
                exception);
        }
    }

    private static async Task FillAsync(NpmInstallationOptions options, string staging, string folder, CancellationToken cancellationToken)
    {
        options.Progress?.Invoke($"Installing {options.Description} from npm into '{folder}'; later runs find it there.");
        Directory.CreateDirectory(staging);
        await System.IO.File.WriteAllTextAsync(Path.Combine(staging, "package.json"), options.Manifest, cancellationToken).ConfigureAwait(false);
        await System.IO.File.WriteAllTextAsync(Path.Combine(staging, "package-lock.json"), options.LockFile, cancellationToken).ConfigureAwait(false);
        await NpmCommand.RunAsync(
            options.NpmExecutable,
            staging,
            options.Description,
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--include=optional", .. options.Arguments],
            cancellationToken).ConfigureAwait(false);
        if (System.IO.File.Exists(Path.Combine(staging, options.File))) return;
        throw NotInstalled(
            $"npm installed {options.Description} in '{folder}', but without '{options.File}'. Either it does not exist for this platform, or npm left optional "
            + "packages out: look for `omit=optional` in .npmrc.");
    }

    private static OpenCodeServerException NotInstalled(string message, Exception? cause = null)
        => new(OpenCodeServerFailure.NotInstalled, message, innerException: cause);
}
