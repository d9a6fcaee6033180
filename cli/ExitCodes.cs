using OpenCode.CommandLine;

namespace OpenCodeGen.Cli;

/// <summary>What the tool answers to a script, beside the codes of its commands.</summary>
internal static class ExitCodes
{
    /// <summary>Everything is as it should be.</summary>
    public const int Success = ToolExitCodes.Success;

    /// <summary>A server answered something else than the client expects.</summary>
    public const int Drift = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = ToolExitCodes.Usage;

    /// <summary>A file could not be read or written.</summary>
    public const int Files = ToolExitCodes.Files;

    /// <summary>The document cannot be used, or a broker could not be reached or refused.</summary>
    public const int Document = 102;

    /// <summary>Something could not be verified or read, and what could shows no drift.</summary>
    public const int CouldNotRun = 103;

    /// <summary>The tool itself is broken.</summary>
    public const int Defect = ToolExitCodes.Defect;

    /// <summary>Somebody pressed Ctrl-C.</summary>
    public const int Interrupted = ToolExitCodes.Interrupted;
}
