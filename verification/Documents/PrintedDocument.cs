using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;
using OpenCode.Hosting.Folders;

namespace OpenCode.Verification.Documents;

/// <summary>Asks a program for its document, with <c>opencode generate</c>.</summary>
internal static class PrintedDocument
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    // Where a program keeps what it writes: nothing of it is to stay. It unpacks a native library of some megabytes into the folder for temporary files.
    private static readonly string[] _places = ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR", "TEMP", "TMP"];

    /// <summary>Runs the program.</summary>
    /// <returns>What it printed; empty when it took too long.</returns>
    /// <exception cref="DocumentException">It cannot be started.</exception>
    public static async Task<string> ReadAsync(string executable, CancellationToken cancellationToken)
    {
        await using var home = OpenCodeTemporaryFolder.Create("document");
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limit);
        try
        {
            return (await Cli.Wrap(executable)
                .WithArguments("generate")
                .WithWorkingDirectory(home.Path)
                .WithEnvironmentVariables(_places.ToDictionary(static p => p, string? (_) => home.Path))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(limit.Token)).StandardOutput;
        }
        catch (Win32Exception exception)
        {
            throw new DocumentException($"'{executable}' cannot be run: {exception.Message.TrimEnd('.')}. Install the release again.", exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "";
        }
    }
}
