namespace OpenCodeGen.Cli;

/// <summary>What the terminal can do.</summary>
internal static class Terminal
{
    /// <summary>Whether standard output shows colours, and nobody asked for none.</summary>
    public static bool HasColors => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
