using System.Text.Json.Nodes;

namespace OpenCodeGen.JsonPaths;

/// <summary>A query that selects places of a JSON document, as RFC 9535 defines it: <c>$.paths.*.get.parameters[?@.in=='query']</c>.</summary>
public sealed class JsonPath
{
    private readonly string _text;
    private readonly JsonPathQuery _query;

    private JsonPath(string text, JsonPathQuery query) => (_text, _query) = (text, query);

    /// <summary>Reads a query.</summary>
    /// <exception cref="FormatException">The text is none; the message quotes it and says where it is wrong.</exception>
    public static JsonPath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new JsonPath(text, new JsonPathParser(text).ParseAll());
    }

    /// <summary>Selects places of a document.</summary>
    /// <returns>The places, each once, in the order of the document as far as the query leaves it open.</returns>
    public IReadOnlyList<JsonPathNode> Select(JsonNode? document)
        => [.. SelectAll(document).DistinctBy(static n => n.Pointer, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>Selects places, as often as the query names them.</summary>
    internal IReadOnlyList<JsonPathNode> SelectAll(JsonNode? document)
    {
        JsonPathNode root = JsonPathNode.Root(document);
        return _query.Select(root, root);
    }
}
