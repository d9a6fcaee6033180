using System.Text.Json.Nodes;

namespace OpenCodeGen.Preparing;

/// <summary>The values by which a type of a choice is known.</summary>
internal static class TagValues
{
    /// <summary>Where they stand when the enum that they were is gone.</summary>
    public const string Extension = "x-tag-values";

    /// <summary>The strings that a property is limited to; null where it is not.</summary>
    public static IReadOnlyList<string>? Of(JsonObject? schema)
    {
        if (schema is null) return null;
        if (schema["const"] is JsonValue single && single.TryGetValue(out string? constant)) return [constant];
        if ((schema[Extension] ?? schema["enum"]) is not JsonArray { Count: > 0 } list) return null;
        List<string> values = [];
        foreach (JsonNode? node in list)
        {
            if (node is not JsonValue value || !value.TryGetValue(out string? text)) return null;
            values.Add(text);
        }

        return values;
    }
}
