using System.ComponentModel;
using System.Diagnostics;

namespace OpenCode.Hosting.Install;

/// <summary>One run of npm.</summary>
internal static class NpmCommand
{
    private const int ReportedLines = 12;
    private const int KeptLines = 500;

    // npm is killed when it is cancelled; whoever deletes its folder then must not meet it there.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Runs npm in a folder.</summary>
    /// <param name="npm">The executable; null for the one on the PATH.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="what">What it installs, for errors.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OpenCodeServerException">There is no npm, or it failed.</exception>
    public static async Task RunAsync(string? npm, string folder, string what, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        npm ??= FindOnPath() ?? throw NotFound(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", what);
        ProcessStartInfo start = new(npm, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };

        using Process process = new() { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw NotFound(npm, what, exception);
        }

        // A question from npm would otherwise wait for an answer that never comes.
        process.StandardInput.Close();
        Queue<string> lines = new();
        Task output = CollectAsync(process.StandardOutput, lines);
        Task errors = CollectAsync(process.StandardError, lines);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await KillAsync(process).ConfigureAwait(false);
            throw;
        }

        await Task.WhenAll(output, errors).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new OpenCodeServerException(
                OpenCodeServerFailure.NotInstalled,
                $"npm could not install {what} in '{folder}' (exit code {process.ExitCode}: npm {string.Join(' ', arguments)}). "
                + "Check that the registry is reachable and that package.json and package-lock.json agree.",
                Report([.. lines]));
        }
    }

    private static async Task CollectAsync(StreamReader reader, Queue<string> lines)
    {
        while (await reader.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
        {
            lock (lines)
            {
                if (lines.Count == KeptLines) lines.Dequeue();
                lines.Enqueue(line);
            }
        }
    }

    private static async Task KillAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(s_patience).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidOperationException or AggregateException or Win32Exception or TimeoutException)
        {
            // It has ended by itself, or cannot be ended by this user.
        }
    }

    // npm ends a usage error with its whole help text, so its cause is at the beginning of the errors, not at the end.
    private static List<string> Report(IReadOnlyList<string> lines)
    {
        List<string> errors = [.. lines.Where(static l => l.StartsWith("npm error", StringComparison.Ordinal) || l.StartsWith("npm ERR", StringComparison.Ordinal))];
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
