namespace OpenCodeGen.Cli;

/// <summary>What the tool answers to a script.</summary>
internal static class ExitCodes
{
    /// <summary>Everything was done, or is as it should be.</summary>
    public const int Success = 0;

    /// <summary>The files on disk are not what the generator emits.</summary>
    public const int Different = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 100;

    /// <summary>A file cannot be read or written.</summary>
    public const int Files = 101;

    /// <summary>The document cannot become a client.</summary>
    public const int Spec = 102;
}
