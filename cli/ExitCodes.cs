namespace OpenCodeGen.Cli;

/// <summary>What the tool answers to a script, beside the codes of its commands.</summary>
internal static class ExitCodes
{
    /// <summary>The command line is wrong.</summary>
    public const int Usage = 100;
}
