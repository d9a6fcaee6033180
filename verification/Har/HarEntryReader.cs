using System.Globalization;
using System.Text.Json;

namespace OpenCode.Verification.Har;

/// <summary>Reads the entries of a HAR file one after another; no more than one of them is in memory.</summary>
internal sealed class HarEntryReader(Stream stream, string name)
{
    /// <summary>How deeply a file may be nested. Browsers write the chain of calls that led to a request, each one inside the next.</summary>
    public const int MaxDepth = 100_000;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isFinal;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = MaxDepth });
    private bool _inLog;
    private bool _inEntries;
    private bool _foundEntries;
    private int _count;

    private enum Step
    {
        Entry,
        NeedsMore,
        Damaged,
        End,
    }

    /// <summary>
    /// Every entry, in the order of the file. One that is wrong is told and passed over; where the file itself is damaged after some entries, that is
    /// told as the last one.
    /// </summary>
    /// <exception cref="FormatException">The file is no HAR file; the message says where.</exception>
    public async IAsyncEnumerable<HarStep> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await FillAsync(cancellationToken);
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8)) _start = 3;
        else if (_buffer.AsSpan(0, _end) is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new FormatException($"{name} is UTF-16, and a HAR file is UTF-8: save it again as UTF-8.");
        while (true)
        {
            switch (Next(out HarStep entry))
            {
                case Step.Entry:
                    yield return entry;
                    break;
                case Step.Damaged:
                    yield return entry;
                    yield break;
                case Step.NeedsMore:
                    await FillAsync(cancellationToken);
                    break;
                default:
                    if (!_foundEntries) throw new FormatException($"{name} is JSON, but no HAR file: it has no list 'log.entries'.");
                    yield break;
            }
        }
    }

    private Step Next(out HarStep entry)
    {
        entry = default;
        try
        {
            return Advance(out entry);
        }
        catch (JsonException e)
        {
            string place = e.LineNumber is { } line
                ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, byte {e.BytePositionInLine}")
                : "an unknown place";
            string problem = $"is not JSON at {place}, after {_count} {(_count == 1 ? "entry" : "entries")}: it is cut off or damaged";
            if (_count == 0) throw new FormatException($"{name} {problem}.", e);
            entry = new HarStep(_count + 1, null, $"{name} {problem}. Only what stands before was checked.");
            return Step.Damaged;
        }
    }

    private Step Advance(out HarStep entry)
    {
        entry = default;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isFinal, _state);
        while (true)
        {
            long before = reader.BytesConsumed;
            JsonReaderState stateBefore = reader.CurrentState;
            if (!reader.Read())
            {
                Commit(reader.BytesConsumed, reader.CurrentState);
                return _isFinal ? Step.End : Step.NeedsMore;
            }

            if (_inEntries && reader.CurrentDepth == 3 && reader.TokenType == JsonTokenType.StartObject)
            {
                int start = (int)reader.TokenStartIndex;
                if (!reader.TrySkip())
                {
                    Commit(before, stateBefore);
                    return Step.NeedsMore;
                }

                entry = ToEntry(_buffer.AsSpan(_start + start, (int)reader.BytesConsumed - start));
                Commit(reader.BytesConsumed, reader.CurrentState);
                return Step.Entry;
            }

            Follow(ref reader);
        }
    }

    private void Follow(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName when reader.CurrentDepth == 1:
                _inLog = IsNamed(ref reader, "log"u8);
                break;
            case JsonTokenType.PropertyName when reader.CurrentDepth == 2 && _inLog:
                _inEntries = IsNamed(ref reader, "entries"u8);
                break;
            case JsonTokenType.StartArray when reader.CurrentDepth == 2 && _inEntries:
                _foundEntries = true;
                break;
            case JsonTokenType.EndArray when reader.CurrentDepth == 2:
                _inEntries = false;
                break;
        }
    }

    private static bool IsNamed(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate: JSON by its grammar, and no name of a HAR file.
            return false;
        }
    }

    private HarStep ToEntry(ReadOnlySpan<byte> utf8)
    {
        _count++;
        try
        {
            return new HarStep(_count, JsonSerializer.Deserialize(utf8, HarJson.Default.HarEntry)!, null);
        }
        catch (JsonException e)
        {
            return new HarStep(_count, null, $"{name}: entry {_count} is not as HAR 1.2 has it, at {e.Path}: {e.Message.Split(" Path: ")[0]}");
        }
    }

    private void Commit(long consumed, JsonReaderState state)
    {
        _start += (int)consumed;
        _state = state;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= Array.MaxLength / 2) throw new FormatException($"{name}: entry {_count + 1} is longer than a gigabyte.");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        // A full buffer: an entry is looked at again only when the buffer has doubled.
        while (_end < _buffer.Length && !_isFinal)
        {
            int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _isFinal = read == 0;
            _end += read;
        }
    }
}
