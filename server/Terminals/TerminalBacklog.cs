namespace OpenCode.Server.Terminals;

/// <summary>What a terminal has written, by position, as far as it is kept. Positions count UTF-16 code units from the terminal's beginning.</summary>
/// <param name="most">How much is kept.</param>
internal sealed class TerminalBacklog(int most = 2 << 20)
{
    private readonly Lock _lock = new();
    private char[] _ring = new char[Math.Min(4096, most)];
    private long _start;
    private long _end;
    private bool _isComplete;
    private TaskCompletionSource _changed = New();

    /// <summary>Where it ends by now.</summary>
    public long End
    {
        get
        {
            lock (_lock) return _end;
        }
    }

    /// <summary>Adds what was written.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            Grow(text.Length);
            foreach (char unit in text) _ring[_end++ % _ring.Length] = unit;
            _start = Math.Max(_start, _end - _ring.Length);
            Pulse();
        }
    }

    /// <summary>Nothing will be added any more.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
            Pulse();
        }
    }

    /// <summary>Reads from a position on, or from where what is kept begins.</summary>
    /// <param name="from">The position.</param>
    /// <param name="most">How much is wanted, at least two.</param>
    public TerminalPiece Read(long from, int most)
    {
        lock (_lock)
        {
            long first = Math.Clamp(from, _start, _end);

            // A character of two units is not cut through: neither half is one.
            if (first > from && first < _end && char.IsLowSurrogate(At(first))) first++;
            int length = (int)Math.Min(most, _end - first);
            if (length > 1 && char.IsHighSurrogate(At(first + length - 1))) length--;
            string text = string.Create(length, (this, first), static (span, state) =>
            {
                for (int i = 0; i < span.Length; i++) span[i] = state.Item1.At(state.first + i);
            });
            return new TerminalPiece(text, first, _isComplete, _changed.Task);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private char At(long position) => _ring[position % _ring.Length];

    private void Grow(int added)
    {
        long needed = _end - _start + added;
        if (needed <= _ring.Length || _ring.Length == most) return;
        char[] larger = new char[(int)Math.Min(most, Math.Max(needed, _ring.Length * 2L))];
        for (long i = _start; i < _end; i++) larger[i % larger.Length] = At(i);
        _ring = larger;
    }

    private void Pulse()
    {
        TaskCompletionSource changed = _changed;
        _changed = New();
        changed.SetResult();
    }
}
