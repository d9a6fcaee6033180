using System.Text;

namespace OpenCode.Interop.Comparison;

/// <summary>The findings as a table of a page.</summary>
internal static class ComparisonTable
{
    private const string Begin = "<!-- interop: begin; written by ./build.sh interop -->";
    private const string End = "<!-- interop: end -->";

    public static string Of(IReadOnlyList<Column> columns)
    {
        var text = new StringBuilder();
        text.Append("| |").AppendJoin('|', columns.Select(static c => $" {c.Title} ")).Append("|\n|---");
        foreach (Column unused in columns) text.Append("|---");
        text.Append("|\n");
        foreach (string check in columns.SelectMany(static c => c.Findings).Select(static f => f.Check).Distinct())
        {
            text.Append("| ").Append(check).Append(" |");
            foreach (Column column in columns)
            {
                Finding? finding = column.Findings.FirstOrDefault(f => f.Check == check);
                string cell = finding is null ? "" : finding.Problem is { } problem ? $"no: {problem}" : "yes";
                text.Append(' ').Append(cell.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    public static void Write(string page, string table)
    {
        string text = File.ReadAllText(page);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin) throw new InvalidOperationException($"{page} has no place for the table: write {Begin} and {End} where it belongs.");
        File.WriteAllText(page, $"{text[..begin]}{Begin}\n{table}{text[end..]}");
    }
}
