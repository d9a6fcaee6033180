using System.Text.Json;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Documents;

/// <summary>A place of a document, and what stands there.</summary>
/// <param name="Pointer">The place, as a JSON pointer with <c>#</c>.</param>
/// <param name="Json">What stands there.</param>
internal readonly record struct Node(string Pointer, JsonElement Json)
{
    public bool IsObject => Json.ValueKind == JsonValueKind.Object;

    /// <summary>The value of a property; null when there is none.</summary>
    public Node? this[string name]
        => IsObject && Json.TryGetProperty(name, out JsonElement value) ? new Node($"{Pointer}/{PointerText.Escape(name)}", value) : null;

    /// <summary>The properties of an object; none for anything else.</summary>
    public IEnumerable<(string Name, Node Value)> Properties()
    {
        if (!IsObject) yield break;
        foreach (JsonProperty property in Json.EnumerateObject())
            yield return (property.Name, new Node($"{Pointer}/{PointerText.Escape(property.Name)}", property.Value));
    }

    /// <summary>The elements of an array; none for anything else.</summary>
    public IEnumerable<Node> Elements()
    {
        if (Json.ValueKind != JsonValueKind.Array) yield break;
        int index = 0;
        foreach (JsonElement element in Json.EnumerateArray()) yield return new Node($"{Pointer}/{index++}", element);
    }

    public string? Text(string name) => this[name] is { Json.ValueKind: JsonValueKind.String } value ? TextOf(value.Json) : null;

    public bool IsTrue(string name) => this[name] is { Json.ValueKind: JsonValueKind.True };

    public IEnumerable<string> Strings(string name)
        => (this[name]?.Elements() ?? []).Where(static e => e.Json.ValueKind == JsonValueKind.String).Select(static e => TextOf(e.Json));

    /// <summary>A string; as it is written where it is no Unicode, such as half of a pair of surrogates.</summary>
    public static string TextOf(JsonElement json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return json.GetRawText();
        }
    }
}
