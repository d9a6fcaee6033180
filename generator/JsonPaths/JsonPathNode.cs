using System.Globalization;
using System.Text.Json.Nodes;
using OpenCodeGen.Model;

namespace OpenCodeGen.JsonPaths;

/// <summary>A place of a JSON document, and the value there.</summary>
public sealed class JsonPathNode
{
    private readonly JsonPathNode? _parent;

    private JsonPathNode(JsonPathNode? parent, string? name, int index, JsonNode? value)
        => (_parent, Name, Index, Value) = (parent, name, index, value);

    /// <summary>The value; null for the JSON null.</summary>
    public JsonNode? Value { get; }

    /// <summary>The name of the property; null for an element of an array and for the whole document.</summary>
    public string? Name { get; }

    /// <summary>The number of the element in its array; -1 elsewhere.</summary>
    public int Index { get; }

    /// <summary>The object or array around it; null for the whole document.</summary>
    public JsonNode? Container => _parent?.Value;

    /// <summary>The place as a JSON pointer that begins with <c>#</c>.</summary>
    public string Pointer => _parent is null
        ? "#"
        : $"{_parent.Pointer}/{(Name is null ? Index.ToString(CultureInfo.InvariantCulture) : PointerText.Escape(Name))}";

    internal static JsonPathNode Root(JsonNode? value) => new(null, null, -1, value);

    /// <summary>What is directly in it, in order.</summary>
    internal IEnumerable<JsonPathNode> Children() => Value switch
    {
        JsonObject json => json.Select(p => new JsonPathNode(this, p.Key, -1, p.Value)),
        JsonArray json => json.Select((v, i) => new JsonPathNode(this, null, i, v)),
        _ => [],
    };

    internal JsonPathNode? Property(string name)
        => Value is JsonObject json && json.TryGetPropertyValue(name, out JsonNode? value) ? new JsonPathNode(this, name, -1, value) : null;

    internal JsonPathNode? Element(long index)
    {
        if (Value is not JsonArray json) return null;
        long at = index < 0 ? json.Count + index : index;
        return at >= 0 && at < json.Count ? new JsonPathNode(this, null, (int)at, json[(int)at]) : null;
    }
}
