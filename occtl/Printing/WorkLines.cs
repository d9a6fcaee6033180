using System.Globalization;
using OpenCode.Models;

namespace OpenCode.Ctl.Printing;

/// <summary>What an agent has to do, and what it has changed, as people read it.</summary>
internal static class WorkLines
{
    public static void WriteTodo(TextWriter output, IReadOnlyList<Todo> todo)
    {
        foreach (Todo item in todo) output.WriteLine($"{Mark(item.Status)} {TerminalText.SafeLine(item.Content)}");
    }

    public static void WriteDiff(TextWriter output, IReadOnlyList<SnapshotFileDiff> diff)
    {
        foreach (SnapshotFileDiff file in diff)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{TerminalText.SafeLine(file.File ?? "")}  +{file.Additions} -{file.Deletions}"));
            if (file.Patch is { Length: > 0 } patch) output.WriteLine(TerminalText.Safe(patch.TrimEnd()));
        }
    }

    private static string Mark(string status) => status switch
    {
        "completed" => "[x]",
        "in_progress" => "[>]",
        "cancelled" => "[-]",
        _ => "[ ]",
    };
}
