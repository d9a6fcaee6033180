namespace OpenCode.CommandLine;

/// <summary>The exit codes that mean the same with every tool.</summary>
public static class ToolExitCodes
{
    /// <summary>Everything is as it should be.</summary>
    public const int Success = 0;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 100;

    /// <summary>A file could not be read or written.</summary>
    public const int Files = 101;

    /// <summary>The tool itself is broken.</summary>
    public const int Defect = 104;

    /// <summary>Somebody pressed Ctrl-C.</summary>
    public const int Interrupted = 130;
}
