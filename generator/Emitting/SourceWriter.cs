using System.Text;

namespace OpenCodeGen.Emitting;

/// <summary>Writes indented C#; a line of several lines keeps its own relative indentation.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new(4096);
    private int _depth;

    public void Line() => _text.Append('\n');

    public void Line(string line)
    {
        foreach (ReadOnlySpan<char> part in line.AsSpan().EnumerateLines())
        {
            if (part.Length > 0) _text.Append(' ', _depth * 4).Append(part);
            _text.Append('\n');
        }
    }

    /// <summary>Opens a block; it closes when the result is disposed.</summary>
    public Block Open(string? line = null, string end = "}")
    {
        if (line is not null) Line(line);
        Line("{");
        _depth++;
        return new Block(this, end);
    }

    public void Indent() => _depth++;

    public void Outdent() => _depth--;

    public override string ToString() => _text.ToString();

    private void Close(string end)
    {
        _depth--;
        Line(end);
    }

    public readonly struct Block(SourceWriter writer, string end) : IDisposable
    {
        public void Dispose() => writer.Close(end);
    }
}
