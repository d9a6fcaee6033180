namespace OpenCodeGen.Cli;

/// <summary>What the tool answers to a script, beside the codes of its commands.</summary>
internal static class ExitCodes
{
    /// <summary>Everything is as it should be.</summary>
    public const int Success = 0;

    /// <summary>A server answered something else than the client expects.</summary>
    public const int Drift = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 100;

    /// <summary>A file could not be read or written.</summary>
    public const int Files = 101;

    /// <summary>The document cannot be used, or a broker could not be reached or refused.</summary>
    public const int Document = 102;

    /// <summary>Something could not be verified or read, and what could shows no drift.</summary>
    public const int CouldNotRun = 103;

    /// <summary>The tool itself is broken.</summary>
    public const int Defect = 104;

    /// <summary>Somebody pressed Ctrl-C.</summary>
    public const int Interrupted = 130;
}
