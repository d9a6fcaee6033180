using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ChatSample;

/// <summary>Where everything is written: wraps words at the width of the terminal, indents, and knows whether a line has begun.</summary>
internal sealed partial class Page(IAnsiConsole console)
{
    private const int Readable = 110;
    private const int Unlimited = 100_000;

    private int _column;
    private bool _isAfterBlank = true;

    /// <summary>The console, for prompts and tables.</summary>
    public IAnsiConsole Console => console;

    /// <summary>Whether there are keys to press and lines to draw over.</summary>
    public bool IsInteractive => console.Profile.Capabilities is { Interactive: true, Ansi: true };

    /// <summary>Columns before the text of each line.</summary>
    public int Indent { get; set; }

    /// <summary>More of them for the lines that a long one is broken into, as for the items of a list.</summary>
    public int Hanging { get; set; }

    public bool IsAtLineStart => _column == 0;

    private int Width => IsInteractive ? Math.Min(console.Profile.Width, Readable) : Unlimited;

    /// <summary>Writes a word, which is not broken, on this line or on the next one.</summary>
    public void Word(IReadOnlyList<(string Text, Style Style)> pieces)
    {
        int length = pieces.Sum(static p => CellsOf(p.Text));
        if (_column > 0 && _column + length >= Width) NewLine(Indent + Hanging);
        foreach ((string text, Style style) in pieces) Write(text, style);
    }

    /// <summary>Writes the space before the next word.</summary>
    public void Space()
    {
        if (_column > 0 && _column < Width) Write(" ", Style.Plain);
    }

    /// <summary>Writes a whole line, shortened to one row.</summary>
    public void Line(string text, Style style)
    {
        EndLine();
        Write(Shorten(text), style);
        EndLine();
    }

    /// <summary>Ends the line if one has begun.</summary>
    public void EndLine()
    {
        if (_column > 0) NewLine(0);
        Hanging = 0;
    }

    /// <summary>Ends the line, and leaves one blank line, not several.</summary>
    public void Paragraph()
    {
        EndLine();
        if (_isAfterBlank) return;
        console.WriteLine();
        _isAfterBlank = true;
    }

    /// <summary>Somebody else has written whole lines, such as a prompt.</summary>
    public void NoteForeignLines() => (_column, _isAfterBlank) = (0, false);

    private static int CellsOf(string text) => new Segment(text).CellCount();

    private void NewLine(int indent)
    {
        console.WriteLine();
        _column = 0;
        if (indent > Indent) Write(new string(' ', indent - Indent), Style.Plain);
    }

    private void Write(string text, Style style)
    {
        text = Control().Replace(text, "").Replace("\t", "    ", StringComparison.Ordinal);
        if (text.Length == 0) return;
        if (_column == 0 && Indent > 0)
        {
            console.Write(new string(' ', Indent));
            _column = Indent;
        }

        console.Write(text, style);
        _column += CellsOf(text);
        _isAfterBlank = false;
    }

    // What tools print can hold orders to the terminal.
    [GeneratedRegex(@"\e\[[0-9;?]*[ -/]*[@-~]|[\p{Cc}-[\t]]")]
    private static partial Regex Control();

    private string Shorten(string text)
    {
        int room = Math.Max(Width - Indent - 1, 8);
        return text.Length <= room ? text : string.Concat(text.AsSpan(0, room - 1), "…");
    }
}
