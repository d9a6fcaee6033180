using System.Buffers;
using OpenCode.Core.Buffers;

namespace OpenCode.Streaming;

/// <summary>
/// Finds the events in the bytes of an event stream, as the HTML standard frames them: the data of each, whatever pieces it came in.
/// Other fields and comments are passed over without being kept, and no event is kept beyond a limit.
/// </summary>
/// <remarks>Usage: read into <see cref="Free"/>, <see cref="Feed"/>, then <see cref="Next"/> until it finds nothing. Not safe for use by two threads at a
/// time.</remarks>
internal sealed class EventFramer : IDisposable
{
    private const int PieceLength = 64 * 1024;
    private const int InitialBytes = 4 * 1024;

    // What was kept of a long event is given back when the event is through.
    private const int MostBytesKept = 256 * 1024;

    private readonly int _mostBytes;
    private byte[] _piece = ArrayPool<byte>.Shared.Rent(PieceLength);
    private int _at;
    private int _end;

    // Where the data of the event that was found last is: in the piece itself, or, when _length is negative, gathered from several.
    private int _start;
    private int _length;
    private PooledByteBuffer _gathered = new(InitialBytes);
    private bool _isDispatched;

    private Place _place = Place.Beginning;
    private int _matched;
    private bool _isAfterReturn;
    private bool _hasData;
    private bool _isTooLarge;

    /// <param name="mostBytes">How long the data of one event may be.</param>
    public EventFramer(int mostBytes) => _mostBytes = mostBytes;

    // Where in a line the next byte is.
    private enum Place
    {
        // At the first byte of the stream, where a byte order mark may be.
        Beginning,

        // At the first byte of a line.
        LineStart,

        // In a name that can still become "data".
        Name,

        // Behind "data:", where one space does not count.
        ValueStart,

        // In the value of a data line.
        Value,

        // In a line that says nothing here: a comment, another field, or part of an event that is too large.
        Ignored,
    }

    private static ReadOnlySpan<byte> DataName => "data"u8;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Where the next bytes go. It is all free once <see cref="Next"/> has found nothing.</summary>
    public Memory<byte> Free => _piece;

    /// <summary>The data of the event that was found last, or as much as was kept of one that is too large; until <see cref="Next"/> is called again.</summary>
    public ReadOnlySpan<byte> Data => _length < 0 ? _gathered.Written : _piece.AsSpan(_start, _length);

    /// <summary>Takes note of bytes that were read.</summary>
    /// <param name="count">How many bytes of <see cref="Free"/> were written.</param>
    public void Feed(int count) => (_at, _end) = (0, count);

    /// <summary>Finds the next event.</summary>
    public EventFrame Next()
    {
        if (_isDispatched) Forget();
        while (_at < _end)
        {
            switch (_place)
            {
                case Place.Beginning:
                    SkipByteOrderMark();
                    break;
                case Place.LineStart:
                    if (BeginLine()) return EventFrame.Event;
                    break;
                case Place.Name:
                    ReadName();
                    break;
                case Place.ValueStart:
                    if (_piece[_at] == (byte)' ') _at++;
                    _place = Place.Value;
                    break;
                case Place.Value:
                    if (ReadValue() is not EventFrame.None and var found) return found;
                    break;
                default:
                    IgnoreLine();
                    break;
            }
        }

        return EventFrame.None;
    }

    public void Dispose()
    {
        byte[] piece = _piece;
        _piece = [];
        _at = _end = _length = 0;
        _gathered.Dispose();

        // Cleared, because events may be private.
        if (piece.Length > 0) ArrayPool<byte>.Shared.Return(piece, clearArray: true);
    }

    private void SkipByteOrderMark()
    {
        if (_piece[_at] != ByteOrderMark[_matched])
        {
            // Not a mark after all, and nothing that begins like one is a field.
            _place = _matched == 0 ? Place.LineStart : Place.Ignored;
            _matched = 0;
            return;
        }

        _at++;
        if (++_matched < ByteOrderMark.Length) return;
        _matched = 0;
        _place = Place.LineStart;
    }

    /// <returns>Whether the line is the empty one that ends an event with data.</returns>
    private bool BeginLine()
    {
        ReadOnlySpan<byte> rest = _piece.AsSpan(_at, _end - _at);
        byte first = rest[0];
        bool isAfterReturn = _isAfterReturn;
        _isAfterReturn = false;
        if (first == (byte)'\n' && isAfterReturn)
        {
            _at++;
        }
        else if (first is (byte)'\n' or (byte)'\r')
        {
            _at++;
            _isAfterReturn = first == (byte)'\r';
            return EndEvent();
        }
        else if (_isTooLarge)
        {
            _place = Place.Ignored;
        }
        else if (rest.StartsWith("data:"u8))
        {
            _at += 5;
            _place = Place.ValueStart;
            BeginData();
        }
        else
        {
            _place = Place.Name;
            _matched = 0;
        }

        return false;
    }

    private bool EndEvent()
    {
        bool isWhole = _hasData && !_isTooLarge;
        _hasData = _isTooLarge = false;
        if (!isWhole) return false;
        _length = -1;
        return _isDispatched = true;
    }

    private void ReadName()
    {
        byte next = _piece[_at];
        if (_matched < DataName.Length && next == DataName[_matched])
        {
            _matched++;
            _at++;
        }
        else if (_matched == DataName.Length && next == (byte)':')
        {
            _at++;
            _place = Place.ValueStart;
            BeginData();
        }
        else if (_matched == DataName.Length && next is (byte)'\n' or (byte)'\r')
        {
            // A name alone is a field with an empty value.
            BeginData();
            _place = Place.Value;
        }
        else
        {
            _place = Place.Ignored;
        }
    }

    // Lines of data are joined by line feeds.
    private void BeginData()
    {
        if (_hasData)
        {
            _gathered.GetSpan(1)[0] = (byte)'\n';
            _gathered.Advance(1);
        }
    }

    private EventFrame ReadValue()
    {
        ReadOnlySpan<byte> rest = _piece.AsSpan(_at, _end - _at);
        int length = rest.IndexOfAny((byte)'\n', (byte)'\r');
        if (!_hasData && _gathered.Count == 0 && length >= 0 && length + 1 < rest.Length && length <= _mostBytes
            && rest[length] == (byte)'\n' && rest[length + 1] == (byte)'\n')
        {
            // A whole event of one line, as servers write them, need not be copied.
            (_start, _length) = (_at, length);
            _at += length + 2;
            _place = Place.LineStart;
            return EventFrame.Event;
        }

        int count = length < 0 ? rest.Length : length;
        if (_gathered.Count + (long)count > _mostBytes) return GiveUpEvent(rest);
        rest[..count].CopyTo(_gathered.GetSpan(count));
        _gathered.Advance(count);
        _at += count;
        if (length >= 0)
        {
            _hasData = true;
            EndLine();
        }

        return EventFrame.None;
    }

    private EventFrame GiveUpEvent(ReadOnlySpan<byte> rest)
    {
        // Filled up to the limit, so that what can be told of the event does not depend on the pieces it came in.
        int room = Math.Max(0, _mostBytes - _gathered.Count);
        rest[..room].CopyTo(_gathered.GetSpan(room));
        _gathered.Advance(room);
        _at += room;
        _isTooLarge = true;
        _place = Place.Ignored;
        _length = -1;
        _isDispatched = true;
        return EventFrame.TooLarge;
    }

    private void IgnoreLine()
    {
        int length = _piece.AsSpan(_at, _end - _at).IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            _at = _end;
            return;
        }

        _at += length;
        EndLine();
    }

    private void EndLine()
    {
        _isAfterReturn = _piece[_at++] == (byte)'\r';
        _place = Place.LineStart;
    }

    private void Forget()
    {
        _isDispatched = false;
        _length = 0;
        _gathered.Clear();
        if (_gathered.Capacity <= MostBytesKept) return;
        _gathered.Dispose();
        _gathered = new PooledByteBuffer(InitialBytes);
    }
}
