using System.ComponentModel;
using CliWrap;

namespace OpenCode.Hosting.Install;

/// <summary>One run of npm, which is ended, with all that it has started, when it is cancelled.</summary>
public static class NpmCommand
{
    private const int ReportedLines = 12;
    private const int KeptLines = 500;

    /// <summary>Runs npm in a folder.</summary>
    /// <param name="npm">The executable; null for the one on the PATH.</param>
    /// <param name="folder">The folder that it works in.</param>
    /// <param name="what">What it installs, a name for messages.</param>
    /// <param name="arguments">Its arguments, the command first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OpenCodeServerException">There is no npm, or it failed; <see cref="OpenCodeServerException.Log"/> has the errors that it
    /// printed.</exception>
    public static async Task RunAsync(string? npm, string folder, string what, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        npm ??= FindOnPath() ?? throw NotFound(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", what);
        Queue<string> lines = new();
        PipeTarget kept = PipeTarget.ToDelegate(line => Keep(lines, line));
        CommandResult result;
        try
        {
            // The standard input is empty: a question from npm would otherwise wait for somebody who is not there.
            result = await Cli.Wrap(npm)
                .WithArguments(arguments)
                .WithWorkingDirectory(folder)
                .WithStandardOutputPipe(kept)
                .WithStandardErrorPipe(kept)
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Win32Exception exception)
        {
            throw NotFound(npm, what, exception);
        }

        if (result.IsSuccess) return;
        throw new OpenCodeServerException(
            OpenCodeServerFailure.NotInstalled,
            $"npm could not install {what} in '{folder}' (exit code {result.ExitCode}: npm {string.Join(' ', arguments)}). "
            + "Check that the registry is reachable and that package.json and package-lock.json agree.",
            Report([.. lines]));
    }

    // Both of its outputs end here, and each is read on its own.
    private static void Keep(Queue<string> lines, string line)
    {
        lock (lines)
        {
            if (lines.Count == KeptLines) lines.Dequeue();
            lines.Enqueue(line);
        }
    }

    // npm ends a usage error with its whole help text, so its cause is at the beginning of the errors, not at the end.
    private static List<string> Report(IReadOnlyList<string> lines)
    {
        List<string> errors =
            [.. lines.Where(static l => l.StartsWith("npm error", StringComparison.Ordinal) || l.StartsWith("npm ERR", StringComparison.Ordinal))];
        errors.RemoveAll(static l => l.TrimEnd().EndsWith("npm error", StringComparison.Ordinal));
        return errors.Count > 0 ? [.. errors.Take(ReportedLines)] : [.. lines.TakeLast(ReportedLines)];
    }

    private static string? FindOnPath()
    {
        string[] names = OperatingSystem.IsWindows() ? ["npm.cmd", "npm.exe"] : ["npm"];
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    private static OpenCodeServerException NotFound(string npm, string what, Exception? cause = null) => new(
        OpenCodeServerFailure.NotInstalled,
        $"'{npm}' was not found or cannot be run, and {what} is installed from npm. Install Node.js 20 or later and put npm on the PATH. "
        + "For OpenCode itself, OpenCodeInstallationOptions.NpmExecutable can say where npm is, or OpenCodeServerOptions.Executable where an installed opencode is.",
        innerException: cause);
}
