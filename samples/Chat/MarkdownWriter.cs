using System.Text;
using Spectre.Console;

namespace ChatSample;

/// <summary>
/// Writes Markdown word by word as it comes: headings, lists, quotes, code, bold. What is written stays as it is, so nothing flickers; what it does not know
/// is shown as it came.
/// </summary>
internal sealed class MarkdownWriter
{
    private const string Fence = "```";
    private const int Deepest = 6;

    private readonly Page _page;
    private readonly Style _text;

    // The word under way; in a block of code, the line.
    private readonly StringBuilder _word = new();
    private int _spaces;
    private bool _isInLine;
    private bool _isInCode;
    private bool _isBold;
    private bool _isItalic;
    private bool _isCode;
    private Style _lineStyle;

    public MarkdownWriter(Page page, Style text)
    {
        (_page, _text) = (page, text);
        _lineStyle = text;
    }

    private bool IsInfoOfFence => !_isInLine && _word.Length >= Fence.Length && _word.ToString().StartsWith(Fence, StringComparison.Ordinal);

    private Style Look
        => _isCode ? Styles.Code : _isBold ? _lineStyle.Combine(Styles.Bold) : _isItalic ? _lineStyle.Combine(Styles.Italic) : _lineStyle;

    /// <summary>Takes what has come.</summary>
    public void Add(string delta)
    {
        foreach (char next in delta)
        {
            if (next == '\r') continue;
            if (next == '\n') EndLine();
            else if (!_isInCode && !IsInfoOfFence && char.IsWhiteSpace(next)) EndWord(next == '\t' ? 4 : 1);
            else _word.Append(next);
        }
    }

    /// <summary>The text is complete.</summary>
    public void End()
    {
        if (_word.Length > 0) EndLine();
        _page.EndLine();
    }

    private void EndLine()
    {
        if (_isInCode || IsInfoOfFence)
        {
            string line = _word.ToString();
            if (line.TrimStart().StartsWith(Fence, StringComparison.Ordinal)) _isInCode = !_isInCode;
            else _page.Line($"  {line}", Styles.Code);
            Reset();
            return;
        }

        EndWord(0);
        if (_isInLine) _page.EndLine();
        else _page.Paragraph();
        Reset();
    }

    private void Reset()
    {
        _word.Clear();
        (_isInLine, _isBold, _isItalic, _isCode, _spaces, _lineStyle) = (false, false, false, false, 0, _text);
    }

    private void EndWord(int spaces)
    {
        if (_word.Length > 0)
        {
            string word = _word.ToString();
            _word.Clear();
            if (_isInLine || !Begins(word)) Write(word);
        }

        if (_isInLine && spaces > 0) _page.Space();
        else _spaces += spaces;
    }

    /// <summary>Whether the first word of a line says what the line is.</summary>
    private bool Begins(string word)
    {
        string indent = new(' ', _spaces);
        _isInLine = true;
        if (word.Length <= Deepest && word.All(static c => c == '#'))
        {
            _page.Paragraph();
            _lineStyle = Styles.Heading;
            _isInLine = false;
            _spaces = 0;
            return true;
        }

        bool isNumber = word.Length is > 1 and < 4 && word[^1] is '.' or ')' && word[..^1].All(char.IsAsciiDigit);
        string? mark = word switch
        {
            "-" or "*" or "+" => "•",
            ">" => "│",
            _ => isNumber ? word : null,
        };
        if (mark is null) return false;
        _page.EndLine();
        _page.Word([(indent + mark, Styles.Dim)]);
        _page.Hanging = indent.Length + mark.Length + 1;
        return true;
    }

    private void Write(string word)
    {
        List<(string, Style)> pieces = [];
        StringBuilder piece = new();
        for (int i = 0; i < word.Length; i++)
        {
            bool isBold = !_isCode && word.AsSpan(i).StartsWith("**");
            bool isItalic = !_isCode && !isBold && word[i] == '*' && (_isItalic || Opens(word, i));
            if (word[i] != '`' && !isBold && !isItalic)
            {
                piece.Append(word[i]);
                continue;
            }

            Flush();
            if (isBold) (_isBold, i) = (!_isBold, i + 1);
            else if (isItalic) _isItalic = !_isItalic;
            else _isCode = !_isCode;
        }

        Flush();
        _page.Word(pieces);

        void Flush()
        {
            if (piece.Length > 0) pieces.Add((piece.ToString(), Look));
            piece.Clear();
        }
    }

    // An asterisk between digits is a product.
    private static bool Opens(string word, int at) => (at == 0 || !char.IsLetterOrDigit(word[at - 1])) && at + 1 < word.Length;
}
