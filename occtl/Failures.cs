using OpenCode.Core.Errors;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl;

/// <summary>Makes a sentence and an exit code of what can go wrong in a command.</summary>
internal static class Failures
{
    /// <summary>Runs a command.</summary>
    /// <param name="errors">Receives the sentence.</param>
    /// <param name="run">Returns the exit code.</param>
    public static async Task<int> TellAsync(TextWriter errors, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (CodeOf(exception) is not null)
        {
            await errors.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
            return CodeOf(exception)!.Value;
        }
    }

    /// <summary>The exit code for an exception; null for a defect.</summary>
    public static int? CodeOf(Exception exception) => exception switch
    {
        UsageException => ExitCodes.Usage,
        StoreException or IOException or UnauthorizedAccessException => ExitCodes.Files,
        NotFoundException or ApiNotFoundException => ExitCodes.NotFound,
        TimeoutException => ExitCodes.TimedOut,
        ServerException or ApiException => ExitCodes.Unreachable,
        _ => null,
    };
}

/// <summary>The command line asks for something that cannot be.</summary>
internal sealed class UsageException(string message) : Exception(message);
