using System.Text.Json;

namespace ChatSample;

/// <summary>What a tool is about to do and has done, in one line.</summary>
internal static class ToolText
{
    private const int Long = 200;

    // The argument that says it all, by the tools that have it.
    private static readonly string[] _telling = ["command", "filePath", "pattern", "url", "description", "query"];

    public static string ArgumentsOf(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object) return "";
        foreach (string name in _telling)
        {
            if (input.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String) return OneLine(value.GetString()!);
        }

        return input.TryGetProperty("questions", out _) ? "" : OneLine(input.GetRawText());
    }

    /// <summary>The first lines of what a tool gave back.</summary>
    public static IEnumerable<string> Beginning(string output, int lines)
    {
        string[] all = output.TrimEnd().Split('\n');
        foreach (string line in all.Take(lines)) yield return OneLine(line);
        if (all.Length > lines) yield return $"… {all.Length - lines} more lines";
    }

    private static string OneLine(string text)
    {
        string line = text.ReplaceLineEndings(" ").Replace('\t', ' ').TrimEnd();
        return line.Length <= Long ? line : string.Concat(line.AsSpan(0, Long), "…");
    }
}
