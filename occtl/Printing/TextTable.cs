using OpenCode.CommandLine.Terminals;

namespace OpenCode.Ctl.Printing;

/// <summary>Rows in columns, which a person reads and a script can split.</summary>
/// <param name="names">The columns; the last one is not padded.</param>
internal sealed class TextTable(params string[] names)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(Clean)]);

    public void Write(TextWriter output)
    {
        string[][] all = [[.. names.Select(static n => n.ToUpperInvariant())], .. _rows];
        int[] widths = [.. Enumerable.Range(0, names.Length).Select(i => all.Max(r => r[i].Length))];
        int room = Console.IsOutputRedirected ? int.MaxValue : Terminal.Width;
        foreach (string[] row in all)
        {
            string line = string.Join(Gap, row.Select((cell, i) => i == row.Length - 1 ? cell : cell.PadRight(widths[i]))).TrimEnd();
            output.WriteLine(line.Length > room ? line[..Math.Max(0, room - 1)] + "…" : line);
        }
    }

    // A title that an agent made must not move the cursor.
    private static string Clean(string cell) => new([.. cell.Select(static c => char.IsControl(c) ? ' ' : c)]);
}
