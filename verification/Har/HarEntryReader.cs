using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OpenCode.Verification.Har;

/// <summary>Reads the entries of a HAR file one after another; no more than one of them is in memory.</summary>
/// <param name="stream">The file.</param>
/// <param name="name">What messages call it.</param>
/// <param name="longest">How many bytes an entry may have, about; a longer one is passed over.</param>
internal sealed class HarEntryReader(Stream stream, string name, int longest = 1 << 30)
{
    private readonly HarSource _source = new(stream, name);
    private readonly HarScanner _scanner = new();
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _scanned;
    private int _end;
    private bool _isTooLong;
    private int _count;
    private long _line;
    private long _column;

    /// <summary>
    /// Every entry, in the order of the file. One that is wrong is told and passed over; where the file itself ends too early or is damaged after some
    /// entries, that is told as the last one.
    /// </summary>
    /// <exception cref="FormatException">The file is no HAR file; the message says where.</exception>
    public async IAsyncEnumerable<HarStep> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            HarFound found = _scanner.Scan(_buffer.AsSpan(_scanned, _end - _scanned), out int length);
            _scanned += length;
            switch (found)
            {
                case HarFound.Entry:
                    Forget();
                    break;
                case HarFound.EntryEnd:
                    yield return ToEntry();
                    Forget();
                    break;
                case HarFound.More when await FillAsync(cancellationToken):
                    break;
                case HarFound.More when _scanner.IsWhole:
                    if (_scanner.FoundEntries) yield break;
                    throw new FormatException($"{name} is JSON, but no HAR file: it has no {(_scanner.FoundLog ? "list 'log.entries'" : "object 'log'")}.");
                default:
                    string damage = Damage(found == HarFound.More);
                    if (_count == 0) throw new FormatException($"{name}: {damage}.");
                    yield return HarStep.Damaged(damage);
                    yield break;
            }
        }
    }

    private HarStep ToEntry()
    {
        _count++;
        if (_isTooLong) return HarStep.Odd(_count, $"it is longer than {longest} bytes");
        try
        {
            return HarEntryDecoder.Decode(_count, _buffer.AsSpan(_start, _scanned - _start));
        }
        catch (JsonException e)
        {
            return HarStep.Odd(_count, $"it is not JSON at {Place(e)}");
        }
    }

    private string Damage(bool isAtEnd)
    {
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _scanned - _start);
        string read = $"after {_count} {(_count == 1 ? "entry" : "entries")}";
        if (!isAtEnd) return $"it is not JSON at {Place(rest)}, {read}";
        if (!_scanner.HasBegun) return "it is empty";
        return _scanner.InEntry && !_isTooLong && Fault(rest) is { } fault
            ? $"it is not JSON at {Place(fault)}, {read}"
            : $"it is cut off at {Place(rest)}, {read}";
    }

    // A quote that is missing in the middle looks like an entry that does not end.
    private static JsonException? Fault(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(HarEntryDecoder.Options));
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException e)
        {
            return e;
        }
    }

    private string Place(JsonException fault)
        => Place(_line + (fault.LineNumber ?? 0), (fault.LineNumber > 0 ? 0 : _column) + (fault.BytePositionInLine ?? 0));

    private string Place(ReadOnlySpan<byte> rest)
    {
        int lines = rest.Count((byte)'\n');
        return Place(_line + lines, lines > 0 ? rest.Length - 1 - rest.LastIndexOf((byte)'\n') : _column + rest.Length);
    }

    private static string Place(long line, long column) => string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, byte {column}");

    // What was scanned is needed no more.
    private void Forget()
    {
        ReadOnlySpan<byte> passed = _buffer.AsSpan(_start, _scanned - _start);
        int lines = passed.Count((byte)'\n');
        _line += lines;
        _column = lines > 0 ? passed.Length - 1 - passed.LastIndexOf((byte)'\n') : _column + passed.Length;
        _start = _scanned;
        _isTooLong &= _scanner.InEntry;
    }

    // False at the end of the file.
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_scanner.InEntry && !_isTooLong && _end - _start >= longest) _isTooLong = true;
        if (!_scanner.InEntry || _isTooLong) Forget();
        if (_start > 0) _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_scanned, _end, _start) = (_scanned - _start, _end - _start, 0);
        if (_end == _buffer.Length) Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, Array.MaxLength));
        int read = await _source.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
