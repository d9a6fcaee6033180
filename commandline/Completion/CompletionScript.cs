namespace OpenCode.CommandLine.Completion;

/// <summary>The scripts for shells; each asks the tool by the library's directive <c>[suggest:POSITION]</c>, so none knows a command or an option.</summary>
public static class CompletionScript
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The script, with line feeds alone.</summary>
    /// <param name="shell">One of <see cref="Shells"/>.</param>
    /// <param name="tool">What the tool is called where people type it.</param>
    public static string Read(string shell, string tool)
    {
        using Stream script = typeof(CompletionScript).Assembly.GetManifestResourceStream($"completion.{shell}")!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Replace("TOOL", tool, StringComparison.Ordinal);
    }
}
