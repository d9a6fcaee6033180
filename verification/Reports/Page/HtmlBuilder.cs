using System.Text;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Reports.Page;

/// <summary>Writes HTML that is well-formed XML too. Every text and every attribute passes through here, and is escaped here.</summary>
internal sealed class HtmlBuilder
{
    private readonly StringBuilder _html = new();
    private readonly Stack<string> _open = new();

    /// <summary>Begins an element.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="attributes">Its attributes; those without a value are left out.</param>
    public HtmlBuilder Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        StartTag(tag, attributes);
        _html.Append('>');
        _open.Push(tag);
        return this;
    }

    /// <summary>Ends the element that was begun last.</summary>
    public HtmlBuilder Close()
    {
        _html.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    /// <summary>An element with nothing but text.</summary>
    public HtmlBuilder Element(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
        => Open(tag, attributes).Text(text).Close();

    /// <summary>An element that cannot have content.</summary>
    public HtmlBuilder Void(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        StartTag(tag, attributes);
        _html.Append("/>");
        return this;
    }

    public HtmlBuilder Text(string text)
    {
        Escape(text);
        return this;
    }

    /// <summary>A name that, where there is little room, goes on in the next line behind a dot or before a slash.</summary>
    public HtmlBuilder Breakable(string name)
    {
        int start = 0;
        for (int i = 1; i < name.Length; i++)
        {
            if (name[i] != '/' && name[i - 1] != '.') continue;
            Text(name[start..i]).Void("wbr");
            start = i;
        }

        return Text(name[start..]);
    }

    /// <summary>Begins a new line of the file, so that two files can be compared line by line.</summary>
    public HtmlBuilder Line()
    {
        _html.Append('\n');
        return this;
    }

    /// <summary>Text of this assembly that is HTML, CSS or JavaScript already.</summary>
    public HtmlBuilder Raw(string text)
    {
        _html.Append(text);
        return this;
    }

    public override string ToString() => _html.ToString();

    private void StartTag(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _html.Append('<').Append(tag);
        foreach ((string name, string? value) in attributes)
        {
            if (value is null) continue;
            _html.Append(' ').Append(name).Append("=\"");
            Escape(value);
            _html.Append('"');
        }
    }

    private void Escape(string text)
    {
        foreach (char c in PlainText.Line(text))
        {
            _ = c switch
            {
                '&' => _html.Append("&amp;"),
                '<' => _html.Append("&lt;"),
                '>' => _html.Append("&gt;"),
                '"' => _html.Append("&quot;"),
                '\'' => _html.Append("&#39;"),
                _ => _html.Append(c),
            };
        }
    }
}
