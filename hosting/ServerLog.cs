using System.Text;
using System.Text.RegularExpressions;

namespace OpenCode.Hosting;

/// <summary>The last lines that a server printed on its standard output and error. Bounded, so a chatty server cannot fill the memory.</summary>
public sealed partial class ServerLog
{
    // A line without an end must not grow for ever either.
    private const int MaxLineLength = 4096;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private readonly int _capacity;

    internal ServerLog(int capacity) => _capacity = capacity;

    /// <summary>The lines still held, oldest first.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    /// <summary>The lines still held, as one text.</summary>
    public override string ToString() => string.Join('\n', Lines);

    internal IReadOnlyList<string> Tail(int count)
    {
        lock (_gate) return [.. _lines.TakeLast(count)];
    }

    internal async Task PumpAsync(TextReader reader, Action<string>? watcher = null)
    {
        char[] buffer = new char[4096];
        StringBuilder line = new();
        try
        {
            while (await reader.ReadAsync(buffer.AsMemory(), CancellationToken.None).ConfigureAwait(false) is > 0 and int read)
            {
                foreach (char c in buffer.AsSpan(0, read))
                {
                    if (c == '\n') Complete(line, watcher);
                    else if (c != '\r' && line.Length < MaxLineLength) line.Append(c);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The pipe went away with the process: the end of the log.
        }

        if (line.Length > 0) Complete(line, watcher);
    }

    private void Complete(StringBuilder text, Action<string>? watcher)
    {
        string line = TerminalColour().Replace(text.ToString(), "");
        text.Clear();
        lock (_gate)
        {
            if (_lines.Count == _capacity) _lines.Dequeue();
            _lines.Enqueue(line);
        }

        watcher?.Invoke(line);
    }

    // The server colours its errors even when it does not write to a terminal.
    [GeneratedRegex("\\x1b\\[[0-9;]*m")]
    private static partial Regex TerminalColour();
}
