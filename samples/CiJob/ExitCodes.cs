namespace CiJobSample;

/// <summary>What the program answers to a script.</summary>
internal static class ExitCodes
{
    /// <summary>The turn did what it was asked for.</summary>
    public const int Completed = 0;

    /// <summary>The turn ended in another way, which the last line on standard error tells; or the server was not to be used.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Misuse = 2;

    /// <summary>The program was told to stop: Ctrl-C or SIGTERM.</summary>
    public const int Cancelled = 130;
}
