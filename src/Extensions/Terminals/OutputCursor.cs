namespace OpenCode.Terminals;

/// <summary>
/// Knows where in the output of a terminal a client stands. On every connection the server first repeats what it has from the asked position on, then
/// sends a mark that says where it is, and from then on what is new.
/// </summary>
/// <param name="start">Where to begin, in UTF-16 code units; <see cref="AtEnd"/> for what is new.</param>
internal sealed class OutputCursor(long start)
{
    /// <summary>The position that stands for the end of what there is.</summary>
    public const long AtEnd = -1;

    // Twice what servers keep: more cannot be a repetition.
    private const long LongestReplay = 4 * 1024 * 1024;

    private const char Replacement = '\uFFFD';

    private readonly List<string> _replay = [];
    private long _replayed;

    /// <summary>What to ask the server for next.</summary>
    public long Position { get; private set; } = start;

    /// <summary>Whether the mark of this connection is still to come.</summary>
    public bool IsReplaying { get; private set; }

    /// <summary>Whether the rest has to be asked for anew, because this connection sends it damaged.</summary>
    public bool NeedsAnotherConnection { get; private set; }

    /// <summary>A connection was opened that asked for <see cref="Position"/>.</summary>
    public void Begin()
    {
        _replay.Clear();
        _replayed = 0;
        (IsReplaying, NeedsAnotherConnection) = (true, false);
    }

    /// <summary>Takes a text of the server.</summary>
    /// <returns>What can be handed on; null for nothing yet.</returns>
    public TerminalOutput? Receive(string text)
    {
        if (text.Length == 0) return null;
        if (!IsReplaying) return Advance(text, 0);

        // Where it begins is known by the mark: the server may not have all that was asked for.
        _replay.Add(text);
        _replayed += text.Length;
        return _replayed > LongestReplay ? EndReplay(null) : null;
    }

    /// <summary>Takes the server's mark, or the news that there will be none.</summary>
    /// <param name="mark">Where the server is; null from releases that do not say.</param>
    /// <returns>What can be handed on; null for nothing.</returns>
    public TerminalOutput? EndReplay(long? mark)
    {
        if (!IsReplaying) return mark > Position ? Skip(mark.Value) : null;
        IsReplaying = false;
        if (_replayed == 0) return mark is { } end ? Skip(end) : null;
        long asked = Math.Max(Position, 0);
        long first = Math.Max(asked, (mark ?? 0) - _replayed);
        long lost = Position == AtEnd ? 0 : first - asked;
        Position = first;
        string text = TakeReplay();
        return Advance(text, lost);
    }

    private TerminalOutput Advance(string text, long lost)
    {
        TerminalOutput output = new(text, Math.Max(Position, 0), lost);
        Position = output.Position + text.Length;
        return output;
    }

    private TerminalOutput? Skip(long mark)
    {
        long lost = Position == AtEnd ? 0 : mark - Position;
        Position = mark;
        return lost > 0 ? new TerminalOutput("", mark, lost) : null;
    }

    // Servers cut what they repeat into frames of 65,536 code units, also through the middle of a character that has two, and then each frame has a
    // replacement character in the place of its half. Asked from before the character, they cut elsewhere.
    private string TakeReplay()
    {
        int whole = 0;
        for (int i = 0; i < _replay.Count - 1; i++)
        {
            string frame = _replay[i];
            whole += frame.Length;
            if (whole == 1 || frame[^1] != Replacement || _replay[i + 1][0] != Replacement) continue;
            NeedsAnotherConnection = true;
            return string.Concat(_replay.Take(i + 1))[..(whole - 1)];
        }

        string text = string.Concat(_replay);
        _replay.Clear();
        return text;
    }
}
