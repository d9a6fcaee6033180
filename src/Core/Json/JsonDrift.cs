using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>How a JSON document differs from the shape that the spec promises.</summary>
public enum JsonDriftKind
{
    /// <summary>A required property is absent.</summary>
    MissingProperty,

    /// <summary>A value has another JSON type than declared.</summary>
    WrongType,

    /// <summary>A value is null although its type does not allow null.</summary>
    UnexpectedNull,

    /// <summary>A union's tag is absent or none of the known ones; the value was kept whole.</summary>
    UnknownVariant,

    /// <summary>A property that the spec fixes to one value holds another.</summary>
    WrongConstant,

    /// <summary>A string is not valid UTF-8; the offending bytes became U+FFFD.</summary>
    InvalidUtf8,

    /// <summary>A property that the spec does not have; only where such are refused, as responses of newer servers have them.</summary>
    UnknownProperty,
}

/// <summary>One difference between a JSON document and its declared shape.</summary>
/// <param name="Pointer">The JSON pointer (RFC 6901) of the place; empty for the document itself.</param>
/// <param name="Kind">What kind of difference it is.</param>
/// <param name="Expected">What the spec promises there.</param>
/// <param name="Found">The JSON token that was found, or <c>nothing</c>.</param>
public sealed record JsonDrift(string Pointer, JsonDriftKind Kind, string Expected, string Found)
{
    /// <summary>What stands for a document that is not JSON at all.</summary>
    internal static JsonDrift OfMalformed() => new("", JsonDriftKind.WrongType, "JSON", "text that is not JSON");

    /// <inheritdoc/>
    public override string ToString() => $"{(Pointer.Length == 0 ? "(document)" : Pointer)}: {Kind}, expected {Expected}, found {Found}";
}

/// <summary>A document was decoded strictly and does not have its declared shape.</summary>
public sealed class JsonDriftException : JsonException
{
    internal JsonDriftException(IReadOnlyList<JsonDrift> drifts, long count, string snippet)
        : base($"The JSON differs from its declared shape in {count} {(count == 1 ? "place" : "places")}; first {drifts[0]}; near: {snippet}")
    {
        Drifts = drifts;
        Count = count;
        Snippet = snippet;
    }

    /// <summary>The differences, in document order; of very many the first thousand that decoding came across.</summary>
    public IReadOnlyList<JsonDrift> Drifts { get; }

    /// <summary>How many there are. A place where several variants were tried in vain may count more than once when there are more than a thousand.</summary>
    public long Count { get; }

    /// <summary>The text around the first difference.</summary>
    public string Snippet { get; }
}
