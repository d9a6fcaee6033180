using OpenCode.CommandLine;
using OpenCode.Verification.Documents;
using OpenCodeGen.Model;
using OpenCodeGen.Overlays;
using OpenCodeGen.Settings;
using OpenCodeGen.Updating;

namespace OpenCodeGen.Cli;

/// <summary>The exit codes for what can go wrong in a command.</summary>
internal static class Failures
{
    /// <summary>Runs a command.</summary>
    /// <param name="errors">Receives the sentence.</param>
    /// <param name="run">Returns the exit code.</param>
    public static Task<int> TellAsync(TextWriter errors, Func<Task<int>> run) => CommandFailures.TellAsync(errors, CodeOf, run);

    private static int? CodeOf(Exception exception) => exception switch
    {
        SettingsException or FormatException => ExitCodes.Usage,
        SpecException or OverlayException => ExitCodes.Document,
        IOException or UnauthorizedAccessException => ExitCodes.Files,
        DocumentException or UpdateException => ExitCodes.CouldNotRun,
        _ => null,
    };
}
