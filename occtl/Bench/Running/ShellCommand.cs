using System.Text;
using CliWrap;

namespace OpenCode.Ctl.Bench.Running;

/// <summary>Runs command lines of the file: setups and checks.</summary>
/// <param name="directory">Where they work.</param>
/// <param name="environment">Variables for them.</param>
internal sealed class ShellCommand(string directory, IReadOnlyDictionary<string, string> environment)
{
    private const int Lines = 5;
    private const int Tail = 8192;
    private const int Columns = 300;

    /// <summary>Runs one.</summary>
    /// <param name="commandLine">What somebody would type.</param>
    /// <param name="logFile">Receives what it prints: not through a pipe, which a program that it leaves behind would keep open.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The exit code; null when it took too long, and was killed.</returns>
    public async Task<int?> RunAsync(string commandLine, string logFile, TimeSpan limit, CancellationToken cancellationToken)
    {
        CliWrap.Command command = OperatingSystem.IsWindows()
            ? Cli.Wrap("cmd.exe").WithArguments($"/d /s /c \"({commandLine}) > \"{logFile}\" 2>&1 < nul\"")
            : Cli.Wrap("/bin/sh").WithArguments(["-c", "exec > \"$1\" 2>&1 < /dev/null; eval \"$2\"", "check", logFile, commandLine]);
        using CancellationTokenSource late = new(limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            CommandResult result = await command.WithWorkingDirectory(directory)
                .WithEnvironmentVariables(environment.ToDictionary(static e => e.Key, static e => (string?)e.Value))
                .WithValidation(CommandResultValidation.None).ExecuteAsync(either.Token);
            return result.ExitCode;
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    /// <summary>The last lines that a command has printed.</summary>
    public static string LastLines(string logFile)
    {
        if (!File.Exists(logFile)) return "";
        using FileStream stream = new(logFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(-Math.Min(Tail, stream.Length), SeekOrigin.End);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return string.Join('\n', reader.ReadToEnd().Split('\n').Select(Clean).Where(static l => l.Length > 0).TakeLast(Lines));
    }

    // What a check prints must not move the cursor of whoever reads the results.
    private static string Clean(string line)
    {
        string text = new string([.. line.Select(static c => char.IsControl(c) ? ' ' : c)]).Trim();
        return text.Length > Columns ? text[..(Columns - 1)] + "…" : text;
    }
}
