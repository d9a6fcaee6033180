using System.ComponentModel;
using System.Text;
using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>
/// The decoding of one document: scalars, lists and maps for generated code, and the record of every place where the
/// document differs from its declared shape.
/// </summary>
/// <remarks>
/// A difference is noted as a byte offset only, so that a document that agrees costs nothing; JSON pointers are found
/// by a second walk, and only when there is something to report. Not safe for use by two threads at a time.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class JsonDecoding
{
    /// <summary>The deepest nesting of objects and arrays that is decoded.</summary>
    public const int MaxDepth = 512;

    private static readonly byte[] _nothing = "{}"u8.ToArray();

    private static readonly JsonReaderOptions _readerOptions = new() { MaxDepth = MaxDepth };

    private readonly bool _strict;
    private readonly bool _refusesUnknown;
    private readonly RecentTexts? _shared;
    private ReadOnlyMemory<byte> _document;
    private JsonMismatches? _mismatches;
    private RecentTexts? _recent;

    /// <summary>An object without properties.</summary>
    public static JsonElement EmptyObject { get; } = JsonElement.Parse("{}"u8);

    /// <summary>The value <c>null</c>.</summary>
    public static JsonElement Null { get; } = JsonElement.Parse("null"u8);

    /// <summary>Creates a decoding.</summary>
    /// <param name="strict">Whether a difference is an error; otherwise it is collected in <see cref="Drifts"/>.</param>
    public JsonDecoding(bool strict = false)
        : this(strict, null)
    {
    }

    private JsonDecoding(bool strict, RecentTexts? shared, bool refusesUnknown = false)
    {
        _strict = strict;
        _shared = shared;
        _refusesUnknown = refusesUnknown;
    }

    /// <summary>The differences of the last document, in document order, of very many the first thousand; empty when it had the declared shape.</summary>
    public IReadOnlyList<JsonDrift> Drifts { get; private set; } = [];

    /// <summary>Creates a decoding for many small documents that repeat each other's texts.</summary>
    internal static JsonDecoding OfManyDocuments(bool strict) => new(strict, new RecentTexts());

    /// <summary>Creates a decoding of what somebody else's client sent: strict, and a property that the spec does not have is an error, too.</summary>
    internal static JsonDecoding OfRequest() => new(strict: true, shared: null, refusesUnknown: true);

    /// <summary>Decodes a whole document.</summary>
    /// <typeparam name="T">What the document becomes.</typeparam>
    /// <param name="utf8">The document, complete and without a byte order mark.</param>
    /// <param name="decoder">The decoder of its root value. It is called once more for a document that differs from its declared shape.</param>
    /// <returns>The decoded value.</returns>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    /// <exception cref="JsonDriftException">The decoding is strict, and the document differs from its declared shape.</exception>
    public T DecodeDocument<T>(ReadOnlySpan<byte> utf8, JsonDecoder<T> decoder)
    {
        _document = default;
        T value = Decode(utf8, decoder);
        return _hasLosses ? DecodeMemory(utf8.ToArray(), decoder) : value;
    }

    /// <summary>Decodes a whole document that stays where it is, so that tags can be looked up in it.</summary>
    /// <typeparam name="T">What the document becomes.</typeparam>
    /// <param name="utf8">The document, complete and without a byte order mark.</param>
    /// <param name="decoder">The decoder of its root value.</param>
    /// <returns>The same as <see cref="DecodeDocument"/>, sooner.</returns>
    internal T DecodeMemory<T>(ReadOnlyMemory<byte> utf8, JsonDecoder<T> decoder)
    {
        _document = utf8;
        return Decode(utf8.Span, decoder);
    }

    /// <summary>Makes the value that stands for one that is missing: an empty model, list or text, never null.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="decoder">The decoder of the missing value.</param>
    /// <returns>What the decoder makes of an empty object.</returns>
    public static T Empty<T>(JsonDecoder<T> decoder) => new JsonDecoding().DecodeMemory(_nothing, decoder);

    /// <summary>Notes that the value the reader stands on is not what was expected, and moves to its end.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <param name="expected">What was expected.</param>
    public void Mismatched(ref Utf8JsonReader reader, string expected)
    {
        JsonDriftKind kind = reader.TokenType == JsonTokenType.Null ? JsonDriftKind.UnexpectedNull : JsonDriftKind.WrongType;
        Note(new Mismatch(reader.TokenStartIndex, kind, expected, null));
        Lose(reader.TokenStartIndex);
        reader.Skip();
    }

    /// <summary>Notes that an object lacks required properties.</summary>
    /// <param name="objectStart">The byte offset of the object.</param>
    /// <param name="seen">One bit for every required property that was there.</param>
    /// <param name="names">The names of the required properties, in the order of the bits.</param>
    public void MissingProperties(long objectStart, ulong seen, ReadOnlySpan<string> names)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if ((seen & (1UL << i)) != 0) continue;
            Note(new Mismatch(objectStart, JsonDriftKind.MissingProperty, "a required property", names[i]));
            LoseMissing(names[i]);
        }
    }

    /// <summary>Notes that a value is none of a union's known variants. The reader stays where it is.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <param name="expected">The union.</param>
    public void UnknownVariant(scoped in Utf8JsonReader reader, string expected)
        => Note(new Mismatch(reader.TokenStartIndex, JsonDriftKind.UnknownVariant, expected, null));

    private T Decode<T>(ReadOnlySpan<byte> utf8, JsonDecoder<T> decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        _mismatches = null;
        ForgetLosses();
        _recent = _shared ?? (utf8.Length < RecentTexts.WorthwhileLength ? null : new RecentTexts());
        Drifts = [];
        var reader = new Utf8JsonReader(utf8, _readerOptions);
        reader.Read();
        T value = decoder(ref reader, this);
        reader.Read(); // Throws when anything but white space follows the value.
        if (_mismatches is not null) Report(utf8, _mismatches);
        return value;
    }

    private void Note(Mismatch mismatch) => (_mismatches ??= new()).Add(mismatch);

    private void Report(ReadOnlySpan<byte> utf8, JsonMismatches mismatches)
    {
        Drifts = JsonPlaces.Resolve(utf8, mismatches.Kept);
        if (_strict) throw new JsonDriftException(Drifts, Drifts.Count + mismatches.Others, JsonPlaces.Snippet(utf8, mismatches.Kept[0].Offset));
    }

    internal readonly record struct Mismatch(long Offset, JsonDriftKind Kind, string Expected, string? Property);
}
