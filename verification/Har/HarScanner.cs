using System.Buffers;

namespace OpenCode.Verification.Har;

/// <summary>What a <see cref="HarScanner"/> came to.</summary>
internal enum HarFound
{
    /// <summary>The end of the bytes.</summary>
    More,

    /// <summary>The first byte of an entry.</summary>
    Entry,

    /// <summary>The end of an entry.</summary>
    EntryEnd,

    /// <summary>A byte that cannot stand there.</summary>
    Damage,
}

/// <summary>
/// Finds where the entries of a HAR file begin and end. It goes by quotes and brackets alone, so that an entry that is no JSON (a number that is none, a
/// line break in a text) does not take the others with it, however deep and however long it is.
/// </summary>
internal sealed class HarScanner
{
    // The file, 'log' and 'entries'; what is in an entry lies deeper.
    private const int ListDepth = 3;

    private static readonly SearchValues<byte> _marks = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> _wordEnds = SearchValues.Create(",]} \t\r\n"u8);

    private readonly byte[] _open = new byte[ListDepth];
    private readonly byte[] _name = new byte["entries".Length];
    private int _nameLength;
    private int _depth;
    private bool _isText;
    private bool _isEscaped;
    private bool _isLog;
    private bool _isEntries;
    private bool _inEntries;
    private bool _isFirst;

    /// <summary>Whether the last byte was one of an entry.</summary>
    public bool InEntry { get; private set; }

    /// <summary>Whether there was a bracket at all.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether everything that was opened is closed again.</summary>
    public bool IsWhole => HasBegun && _depth == 0;

    /// <summary>Whether there is a <c>log</c> that is an object.</summary>
    public bool FoundLog { get; private set; }

    /// <summary>Whether there is a <c>log.entries</c> that is a list.</summary>
    public bool FoundEntries { get; private set; }

    /// <summary>Goes on with the bytes that follow those of the call before, up to the first thing that is found.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="length">How many of them were passed.</param>
    public HarFound Scan(ReadOnlySpan<byte> bytes, out int length)
    {
        for (length = 0; length < bytes.Length;)
        {
            if (_isText)
            {
                if (PassText(bytes, ref length) && InEntry && _depth == ListDepth) return EndEntry();
            }
            else if (InEntry)
            {
                if (PassEntry(bytes, ref length)) return EndEntry();
            }
            else if (_inEntries && bytes[length] is not ((byte)']' or (byte)',' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                if (bytes[length] is (byte)'}' or (byte)':') return HarFound.Damage;
                InEntry = _isFirst = true;
                return HarFound.Entry;
            }
            else if (!PassFrame(bytes[length]))
            {
                return HarFound.Damage;
            }
            else
            {
                length++;
            }
        }

        return HarFound.More;
    }

    private HarFound EndEntry()
    {
        InEntry = false;
        return HarFound.EntryEnd;
    }

    // Whether the text ends. The names of two members are all that matters in the frame, and no writer escapes them.
    private bool PassText(ReadOnlySpan<byte> bytes, ref int length)
    {
        if (_isEscaped) length++;
        _isEscaped = false;
        while (length < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[length..];
            int next = rest.IndexOfAny((byte)'"', (byte)'\\');
            if (!InEntry) Keep(next < 0 ? rest : rest[..next]);
            if (next < 0) break;
            if (rest[next] == '"')
            {
                length += next + 1;
                return !(_isText = false);
            }

            _nameLength = _name.Length + 1;
            length += next + 2;
        }

        _isEscaped = length > bytes.Length;
        length = bytes.Length;
        return false;
    }

    private void Keep(ReadOnlySpan<byte> text)
    {
        if (_nameLength + text.Length <= _name.Length) text.CopyTo(_name.AsSpan(_nameLength));
        _nameLength = Math.Min(_name.Length + 1, _nameLength + text.Length);
    }

    // Whether the entry ends.
    private bool PassEntry(ReadOnlySpan<byte> bytes, ref int length)
    {
        ReadOnlySpan<byte> rest = bytes[length..];
        bool isWord = _depth == ListDepth && !(_isFirst && _marks.Contains(rest[0]));
        _isFirst = false;
        int next = rest.IndexOfAny(isWord ? _wordEnds : _marks);
        if (next < 0)
        {
            length = bytes.Length;
            return false;
        }

        length += isWord ? next : next + 1;
        if (isWord) return true;
        if (rest[next] == '"') _isText = true;
        else _depth += rest[next] is (byte)'{' or (byte)'[' ? 1 : -1;
        return !_isText && _depth == ListDepth;
    }

    // Whether the byte may stand there.
    private bool PassFrame(byte next)
    {
        switch (next)
        {
            case (byte)'"':
                (_isText, _nameLength) = (true, 0);
                return _depth > 0;
            case (byte)':':
                if (_depth == 1) _isLog = IsNamed("log"u8);
                else if (_depth == 2) _isEntries = _isLog && IsNamed("entries"u8);
                return _depth > 0;
            case (byte)',':
                if (_depth == 1) _isLog = false;
                else if (_depth == 2) _isEntries = false;
                return _depth > 0;
            case (byte)'{' or (byte)'[':
                return Open(next);
            case (byte)'}' or (byte)']':
                return Close(next);
            default:
                // A byte order mark may stand before everything; bare words are no concern of the frame.
                return _depth > 0 || next is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF;
        }
    }

    private bool IsNamed(ReadOnlySpan<byte> name) => _nameLength == name.Length && _name.AsSpan(0, _nameLength).SequenceEqual(name);

    private bool Open(byte bracket)
    {
        if (IsWhole) return false;
        HasBegun = true;
        FoundLog |= _depth == 1 && _isLog && bracket == '{';
        _inEntries = _depth == ListDepth - 1 && _isEntries && _open[1] == '{' && bracket == '[';
        FoundEntries |= _inEntries;
        if (_depth < ListDepth) _open[_depth] = bracket;
        _depth++;
        return true;
    }

    private bool Close(byte bracket)
    {
        if (_depth == 0 || (_depth <= ListDepth && _open[_depth - 1] != (bracket == '}' ? '{' : '['))) return false;
        _depth--;
        _inEntries = false;
        return true;
    }
}
