using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>What the typed members cannot hold: remembered by its place until the model, list or map around it takes it along.</summary>
/// <remarks>
/// Scalars have no room for JSON that is not theirs. So a value that cannot be written back from its typed form leaves its byte offset here, and
/// whichever container ends next takes all offsets behind its own start. A document that fits leaves none and pays one comparison a container.
/// </remarks>
public sealed partial class JsonDecoding
{
    internal static readonly JsonDocumentOptions ElementOptions = new() { MaxDepth = MaxDepth };

    private List<long>? _lossy;
    private List<string>? _missing;
    private string[] _lastMissing = [];
    private bool _hasLosses;
    private bool _isForgetful;

    /// <summary>The additional properties of a model that has been read, with the JSON of whatever its members could not hold.</summary>
    /// <typeparam name="T">The type of the additional properties.</typeparam>
    /// <param name="reader">The reader, on the end of the model.</param>
    /// <param name="start">The byte offset at which the model began.</param>
    /// <param name="kept">The additional properties; null for none.</param>
    /// <param name="model">The model.</param>
    /// <returns>The additional properties; null when there are none and everything else was as declared.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public IReadOnlyDictionary<string, T>? Additional<T>(in Utf8JsonReader reader, long start, Dictionary<string, T>? kept, object model)
        => _hasLosses ? WithOriginals(in reader, start, kept, model) : kept;

    /// <summary>Decodes a document for its typed members alone.</summary>
    internal static T DecodeForgetting<T>(ReadOnlySpan<byte> utf8, JsonDecoder<T> decoder)
        => new JsonDecoding { _isForgetful = true }.DecodeDocument(utf8, decoder);

    /// <summary>Notes that a value cannot be written back from its typed form.</summary>
    private void Lose(long offset)
    {
        if (_isForgetful) return;
        _hasLosses = true;
        if (!_document.IsEmpty) (_lossy ??= []).Add(offset);
    }

    private void LoseMissing(string name)
    {
        if (_isForgetful) return;
        _hasLosses = true;
        if (!_document.IsEmpty) (_missing ??= []).Add(name);
    }

    private void ForgetLosses()
    {
        _hasLosses = false;
        _lossy?.Clear();
        _missing?.Clear();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IReadOnlyDictionary<string, T>? WithOriginals<T>(in Utf8JsonReader reader, long start, Dictionary<string, T>? kept, object model)
    {
        ReadOnlySpan<long> lossy = LossyFrom(start);
        // Without the document at hand nothing is noted but the flag, and the document is decoded once more.
        if (lossy.IsEmpty && _missing is null or { Count: 0 }) return kept;
        int end = (int)reader.BytesConsumed;
        Dictionary<string, JsonElement>? originals = null;
        bool isWhole = !lossy.IsEmpty && !TryFindOriginals(_document.Span[(int)start..end], (int)start, lossy, out originals);
        var received = new ReceivedProperties<T>(model.GetType(), kept, isWhole ? ElementAt((int)start, end) : null, originals, TakeMissing());
        Taken(lossy.Length);
        return received;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IReadOnlyList<T> WithOriginal<T>(scoped in Utf8JsonReader reader, long start, IReadOnlyList<T> list)
        => TakeOriginal(in reader, start) is { } json ? new ReceivedList<T>(list, json) : list;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IReadOnlyDictionary<string, T> WithOriginal<T>(scoped in Utf8JsonReader reader, long start, Dictionary<string, T> map)
        => TakeOriginal(in reader, start) is { } json ? new ReceivedMap<T>(map, json) : map;

    /// <summary>The JSON of a list or map that holds something it cannot write back; null when there is nothing of that kind.</summary>
    private JsonElement? TakeOriginal(scoped in Utf8JsonReader reader, long start)
    {
        int count = LossyFrom(start).Length;
        if (count == 0) return null;
        Taken(count);
        return ElementAt((int)start, (int)reader.BytesConsumed);
    }

    /// <summary>The offsets of this container: what lies behind its start and was not taken by a container inside it.</summary>
    private ReadOnlySpan<long> LossyFrom(long start)
    {
        ReadOnlySpan<long> all = CollectionsMarshal.AsSpan(_lossy);
        int first = all.Length;
        while (first > 0 && all[first - 1] >= start) first--;
        return all[first..];
    }

    private void Taken(int count)
    {
        _lossy?.RemoveRange(_lossy.Count - count, count);
        _hasLosses = _lossy is { Count: > 0 };
    }

    // Lists of models mostly lack the same properties everywhere.
    private string[] TakeMissing()
    {
        if (_missing is null or { Count: 0 }) return [];
        if (!_missing.SequenceEqual(_lastMissing)) _lastMissing = [.. _missing];
        _missing.Clear();
        return _lastMissing;
    }

    /// <summary>Finds the properties of an object whose values hold one of the offsets. Of a repeated property the last one counts, as for the model.</summary>
    /// <returns>False when only the whole value tells what it was: it is no object, or the name of a property cannot be held.</returns>
    private bool TryFindOriginals(ReadOnlySpan<byte> utf8, int start, ReadOnlySpan<long> lossy, out Dictionary<string, JsonElement>? originals)
    {
        originals = null;
        if (lossy[0] == start) return false;
        Dictionary<string, JsonElement> found = new(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(utf8, _readerOptions);
        reader.Read();
        int next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = NameText(ref reader);
            reader.Read();
            int from = start + (int)reader.TokenStartIndex;
            reader.Skip();
            int end = start + (int)reader.BytesConsumed;
            bool isLossy = false;
            for (; next < lossy.Length && lossy[next] < end; next++)
            {
                if (lossy[next] < from) return false;
                isLossy = true;
            }

            if (isLossy) found[name] = ElementAt(from, end);
            else found.Remove(name);
        }

        originals = found;
        return true;
    }

    private JsonElement ElementAt(int start, int end)
    {
        ReadOnlySpan<byte> utf8 = _document.Span[start..end];
        return utf8.SequenceEqual("null"u8) ? Null : JsonElement.Parse(utf8, ElementOptions);
    }
}
