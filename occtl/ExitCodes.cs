using OpenCode.CommandLine;

namespace OpenCode.Ctl;

/// <summary>What the tool answers to a script.</summary>
internal static class ExitCodes
{
    /// <summary>What was asked for was done.</summary>
    public const int Success = ToolExitCodes.Success;

    /// <summary>A turn did not complete, a check failed, or what was asked is not so.</summary>
    public const int Failed = 1;

    /// <summary>A permission or a question waits for somebody.</summary>
    public const int Waits = 3;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = ToolExitCodes.Usage;

    /// <summary>A file, or the store, could not be read or written.</summary>
    public const int Files = ToolExitCodes.Files;

    /// <summary>There is no such server, session, message or request.</summary>
    public const int NotFound = 102;

    /// <summary>A server could not be started or reached, or refused.</summary>
    public const int Unreachable = 103;

    /// <summary>The tool itself is broken.</summary>
    public const int Defect = ToolExitCodes.Defect;

    /// <summary>The time limit was reached.</summary>
    public const int TimedOut = 124;

    /// <summary>Somebody pressed Ctrl-C.</summary>
    public const int Interrupted = ToolExitCodes.Interrupted;
}
