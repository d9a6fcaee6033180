namespace OpenCodeGen.Cli.Completion;

/// <summary>The scripts for shells; each asks the tool by the library's directive <c>[suggest:POSITION]</c>, so none knows a command or an option.</summary>
internal static class CompletionScript
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The script, with line feeds alone.</summary>
    /// <param name="shell">One of <see cref="Shells"/>.</param>
    public static string Read(string shell)
    {
        using Stream script = typeof(CompletionScript).Assembly.GetManifestResourceStream($"completion.{shell}")!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
