using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenCode.Streaming;

/// <summary>Keeps the place of a stream that resumes by sequence number, and recognizes what came before. Its memory is bounded.</summary>
/// <param name="position">The number that the stream begins after; negative for its beginning.</param>
internal sealed class SequenceLedger(long position)
{
    // Of events whose numbers go back, only those can be told from new ones that are remembered.
    private const int MostNumbered = 4096;
    private const int MostUnnumbered = 1024;

    // JavaScript counts no further.
    private const long LargestNumber = (1L << 53) - 1;

    // A server asked to go on after a number that it does not reach for years would be silent for as long.
    private const long LongestJump = 1 << 20;

    private readonly Dictionary<long, UInt128> _numbered = [];
    private readonly Queue<long> _order = new();

    // Events without a place, since the last one that had one: those of earlier connections may come again, those of this one not.
    private readonly HashSet<UInt128> _earlier = [];
    private readonly HashSet<UInt128> _present = [];
    private long _highest = position;
    private long _doubted = -1;
    private bool _isFirst;

    /// <summary>The number to go on after; negative for the beginning.</summary>
    public long Position { get; private set; } = position;

    /// <summary>A connection begins that was asked for what comes after <see cref="Position"/>.</summary>
    public void BeginConnection()
    {
        _isFirst = true;
        _earlier.UnionWith(_present);
        _present.Clear();
    }

    /// <summary>Judges an event, and moves on to it unless it is repeated or has no place.</summary>
    /// <param name="number">Its number; negative for none.</param>
    /// <param name="data">Its data, by which it is known again.</param>
    public SequenceVerdict Judge(long number, ReadOnlySpan<byte> data)
    {
        UInt128 mark = MarkOf(data);
        if (number < 0) return IsNews(mark) ? SequenceVerdict.Unnumbered : SequenceVerdict.Repeated;
        if (IsBeyondBelief(number))
        {
            _doubted = number;
            return IsNews(mark) ? SequenceVerdict.Jump : SequenceVerdict.Repeated;
        }

        _doubted = -1;
        UInt128 known = default;
        bool isKnown = number <= _highest && _numbered.TryGetValue(number, out known);
        if (isKnown && known == mark)
        {
            Position = Math.Max(Position, number);
            return SequenceVerdict.Repeated;
        }

        // Below the highest number but above the present one: it has gone back before, which was told, and rises again.
        SequenceVerdict verdict = number > Position ? SequenceVerdict.Next
            : _isFirst ? SequenceVerdict.Reset
            : isKnown ? SequenceVerdict.Duplicate
            : SequenceVerdict.OutOfOrder;
        MoveTo(number, mark);
        return verdict;
    }

    private static UInt128 MarkOf(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    // A second event that follows the first shows that the jump was meant.
    private bool IsBeyondBelief(long number)
        => number > LargestNumber
            || (Position >= 0 && number - Position > LongestJump && (_doubted < 0 || number <= _doubted || number - _doubted > LongestJump));

    private bool IsNews(UInt128 mark)
    {
        if (_earlier.Contains(mark)) return false;
        if (_earlier.Count + _present.Count < MostUnnumbered) _present.Add(mark);
        return true;
    }

    private void MoveTo(long number, UInt128 mark)
    {
        _isFirst = false;
        Position = number;
        _highest = Math.Max(_highest, number);
        _earlier.Clear();
        _present.Clear();
        if (!_numbered.TryAdd(number, mark))
        {
            _numbered[number] = mark;
            return;
        }

        _order.Enqueue(number);
        if (_order.Count > MostNumbered) _numbered.Remove(_order.Dequeue());
    }
}
