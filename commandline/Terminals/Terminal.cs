namespace OpenCode.CommandLine.Terminals;

/// <summary>What the terminal can do.</summary>
public static class Terminal
{
    // What is read in a pager or a log later: nothing says how wide that is.
    private const int WidthOfFiles = 100;

    // Narrower, the two columns of a help page have no room for words.
    private const int Narrowest = 40;

    /// <summary>Whether standard output shows colours, and nobody asked for none.</summary>
    public static bool HasColors
        => !Console.IsOutputRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>How many characters fit into a line of standard output.</summary>
    public static int Width
    {
        get
        {
            try
            {
                // A terminal that does not know its size says 0.
                return Console.IsOutputRedirected || Console.WindowWidth == 0 ? WidthOfFiles : Math.Max(Narrowest, Console.WindowWidth);
            }
            catch (IOException)
            {
                return WidthOfFiles;
            }
        }
    }
}
