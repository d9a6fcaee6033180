using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace OpenCodeGen.Updating.Staging;

/// <summary>Runs git in a folder.</summary>
internal sealed class Git(string folder)
{
    // Inside of a hook these name the clone, whatever the folder is.
    private static readonly Dictionary<string, string?> _ownPlaces = new() { ["GIT_DIR"] = null, ["GIT_WORK_TREE"] = null, ["GIT_INDEX_FILE"] = null };

    /// <summary>Runs it, and returns what it printed.</summary>
    /// <exception cref="UpdateException">git is missing, or failed.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            BufferedCommandResult result = await Cli.Wrap("git").WithArguments(arguments).WithWorkingDirectory(folder).WithEnvironmentVariables(_ownPlaces)
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8, cancellationToken);
            if (result.IsSuccess) return result.StandardOutput;
            throw new UpdateException($"'git {arguments[0]}' failed in '{folder}': {result.StandardError.ReplaceLineEndings(" ").Trim()}");
        }
        catch (Win32Exception exception)
        {
            throw new UpdateException("git was not found, and an update works beside a clone; put git on the PATH.", exception);
        }
    }
}
