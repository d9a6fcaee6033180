namespace OpenCode.CommandLine;

/// <summary>Makes a sentence and an exit code of what can go wrong in a command.</summary>
public static class CommandFailures
{
    /// <summary>Runs a command.</summary>
    /// <param name="errors">Receives the sentence.</param>
    /// <param name="codeOf">The exit code for an exception; null for a defect, which is thrown on.</param>
    /// <param name="run">Returns the exit code.</param>
    public static async Task<int> TellAsync(TextWriter errors, Func<Exception, int?> codeOf, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (codeOf(exception) is not null)
        {
            await errors.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
            return codeOf(exception)!.Value;
        }
    }
}
