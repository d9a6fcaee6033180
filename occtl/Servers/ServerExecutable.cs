using OpenCode.Hosting;

namespace OpenCode.Ctl.Servers;

/// <summary>Finds the program of a server.</summary>
internal static class ServerExecutable
{
    /// <summary>The executable that a request asks for; a release is installed where it has to be.</summary>
    /// <exception cref="ServerException">There is none.</exception>
    public static async Task<string> FindAsync(StartRequest request, Action<string> progress, CancellationToken cancellationToken)
    {
        if (request.Executable is { } given)
        {
            string path = Path.GetFullPath(given);
            return File.Exists(path) ? path : OnPath(given) ?? throw new ServerException($"There is no executable '{given}'; correct --executable.");
        }

        if (request.Version is null && OnPath("opencode") is { } found) return found;
        try
        {
            string version = request.Version ?? OpenCodeInstallation.PinnedVersion;
            progress($"Looking for OpenCode {version}, and installing it where it is missing …");
            return (await OpenCodeInstallation.EnsureAsync(new OpenCodeInstallationOptions { Version = request.Version }, cancellationToken)).ExecutablePath;
        }
        catch (OpenCodeServerException exception)
        {
            throw new ServerException(exception.Message, exception);
        }
    }

    private static string? OnPath(string name)
    {
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0) return null;
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ""] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(e => Path.Combine(folder, name + e)))
            .FirstOrDefault(static f => File.Exists(f) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(f) & UnixFileMode.UserExecute) != 0));
    }
}
