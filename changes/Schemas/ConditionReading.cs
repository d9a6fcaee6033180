using System.Text.Json;
using OpenCodeGen.Changes.Documents;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>
/// Reads the rarer keywords. Anything that is read neither here nor by <see cref="SchemaReading"/> changes nothing: words, extensions, and what JSON Schema
/// does not know.
/// </summary>
internal static class ConditionReading
{
    private static readonly string[] _single = ["contains", "propertyNames", "contentSchema"];

    private static readonly string[] _named = ["patternProperties", "dependentSchemas"];

    /// <summary>Schemas that are compared like those of properties.</summary>
    public static IReadOnlyDictionary<string, SchemaPlace> Behind(Node node)
    {
        Dictionary<string, SchemaPlace> behind = new(StringComparer.Ordinal);
        foreach (string keyword in _single)
        {
            if (node[keyword] is { } schema) behind[keyword] = SchemaPlace.Of(schema);
        }

        foreach (string keyword in _named)
        {
            foreach ((string name, Node schema) in node[keyword]?.Properties() ?? []) behind[$"{keyword} {name}"] = SchemaPlace.Of(schema);
        }

        foreach ((string name, Node schema) in node["dependencies"]?.Properties() ?? [])
        {
            if (schema.Json.ValueKind != JsonValueKind.Array) behind[$"dependentSchemas {name}"] = SchemaPlace.Of(schema);
        }

        return behind;
    }

    /// <summary>Conditions of which only can be told whether they are the same.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Condition>> Others(Node node)
    {
        Dictionary<string, IReadOnlyList<Condition>> others = new(StringComparer.Ordinal);
        if (node["not"] is { } not) others["not"] = [new Condition("", [SchemaPlace.Of(not)])];
        if (node["if"] is { } when)
        {
            others["if"] =
            [
                new Condition("", [SchemaPlace.Of(when)])
                {
                    Then = node["then"] is { } then ? SchemaPlace.Of(then) : null,
                    Else = node["else"] is { } otherwise ? SchemaPlace.Of(otherwise) : null,
                },
            ];
        }

        foreach (string keyword in new[] { "unevaluatedItems", "unevaluatedProperties", "additionalItems" })
        {
            if (node[keyword] is { Json.ValueKind: not JsonValueKind.True } rest) others[keyword] = [new Condition("", [SchemaPlace.Of(rest)])];
        }

        IEnumerable<(string Name, Node Value)> lists = (node["dependentRequired"]?.Properties() ?? [])
            .Concat(node["dependencies"]?.Properties() ?? []).Where(static d => d.Value.Json.ValueKind == JsonValueKind.Array);
        List<string> required = [.. lists.Select(static d => $"{d.Name}: {NamesOf(d.Value)}")];
        if (required.Count > 0) others["dependentRequired"] = [new Condition(string.Join('\n', required.Order(StringComparer.Ordinal)), [])];
        return others;
    }

    /// <summary>A choice of which only can be told whether it is the same.</summary>
    public static IReadOnlyList<Condition> Choice(Node choice)
        => [new Condition("", [.. choice.Elements().Select(static e => SchemaPlace.Of(e))]) { IsUnordered = true }];

    private static string NamesOf(Node list) => string.Join(' ', list.Elements().Select(static e => CanonicalJson.Of(e.Json)).Order(StringComparer.Ordinal));
}
