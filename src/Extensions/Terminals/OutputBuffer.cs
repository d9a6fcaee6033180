using System.Runtime.ExceptionServices;

namespace OpenCode.Terminals;

/// <summary>What came and was not read yet. It is bounded: whoever fills it waits for whoever reads.</summary>
internal sealed class OutputBuffer
{
    /// <summary>How many code units are held before adding waits.</summary>
    public const int Capacity = 1024 * 1024;

    // What a piece costs beside its text, so that many small ones fill the buffer too.
    private const int CostOfPiece = 32;

    private readonly Lock _lock = new();
    private readonly LinkedList<TerminalOutput> _pieces = [];
    private TaskCompletionSource _change = New();
    private long _size;
    private bool _isEnded;
    private Exception? _failure;

    /// <summary>Adds a piece when there is room.</summary>
    public async ValueTask AddAsync(TerminalOutput piece, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                if (_isEnded) return;
                if (_size < Capacity)
                {
                    _pieces.AddLast(piece);
                    _size += CostOf(piece);
                    Signal();
                    return;
                }

                change = _change.Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the next piece, and waits for it.</summary>
    /// <returns>Null when there is none any more.</returns>
    public async ValueTask<TerminalOutput?> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            Task change;
            lock (_lock)
            {
                if (_pieces.First is { } first)
                {
                    _pieces.RemoveFirst();
                    _size -= CostOf(first.Value);
                    Signal();
                    return first.Value;
                }

                if (_isEnded)
                {
                    if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
                    return null;
                }

                change = _change.Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives back what was read and not used: it comes next.</summary>
    public void Return(TerminalOutput piece)
    {
        lock (_lock)
        {
            _pieces.AddFirst(piece);
            _size += CostOf(piece);
            Signal();
        }
    }

    /// <summary>There will be no more pieces. Those that are there can still be read.</summary>
    /// <param name="failure">What a reader gets after them; null for the end.</param>
    public void End(Exception? failure)
    {
        lock (_lock)
        {
            if (_isEnded) return;
            (_isEnded, _failure) = (true, failure);
            Signal();
        }
    }

    private static long CostOf(TerminalOutput piece) => piece.Text.Length + CostOfPiece;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        TaskCompletionSource change = _change;
        _change = New();
        change.SetResult();
    }
}
