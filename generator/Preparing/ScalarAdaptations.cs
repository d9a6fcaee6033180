using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCodeGen.Preparing;

/// <summary>What concerns single values, and objects by themselves.</summary>
internal static class ScalarAdaptations
{
    private const string Special = "\\^$.|?*+()[]{}/";

    private static readonly HashSet<string> _booleans = ["true", "false"];
    private static readonly HashSet<string> _numbers = ["NaN", "Infinity", "-Infinity"];

    public static IEnumerable<string> SimplifyBooleans(DocumentTree tree) => Simplify(tree, static type => type == "boolean", _booleans);

    public static IEnumerable<string> SimplifyNumbers(DocumentTree tree) => Simplify(tree, static type => type is "number" or "integer", _numbers);

    public static IEnumerable<string> LeaveOutNulls(DocumentTree tree)
    {
        foreach (PlacedSchema placed in tree.Schemas())
        {
            JsonObject schema = placed.Schema;
            bool isChanged = false;
            if (schema["type"] is JsonArray types && types.Any(IsNullType) && !types.All(IsNullType))
            {
                JsonNode?[] others = [.. types.Where(static t => !IsNullType(t)).Select(static t => t?.DeepClone())];
                schema["type"] = others is [{ } only] ? only : new JsonArray(others);
                isChanged = true;
            }

            if (schema["enum"] is JsonArray values && values.Any(static v => v is null) && values.Count > 1)
            {
                schema["enum"] = new JsonArray([.. values.Where(static v => v is not null).Select(static v => v!.DeepClone())]);
                isChanged = true;
            }

            foreach (string choice in new[] { "anyOf", "oneOf" })
            {
                if (schema[choice] is not JsonArray variants) continue;
                int nulls = variants.Count(static v => IsNullType(v?["type"]));
                if (nulls == 0 || nulls == variants.Count) continue;

                JsonNode?[] others = [.. variants.Where(static v => !IsNullType(v?["type"])).Select(static v => v?.DeepClone())];
                schema.Remove(choice);
                if (others is [JsonObject only]) Merge(schema, only);
                else if (others.Length > 0) schema[choice] = new JsonArray(others);
                isChanged = true;
            }

            if (isChanged) yield return placed.Pointer;
        }
    }

    public static IEnumerable<string> WidenIntegers(DocumentTree tree)
    {
        foreach (PlacedSchema placed in tree.Schemas())
        {
            if (!HasType(placed.Schema, "integer") || placed.Schema.ContainsKey("format")) continue;
            placed.Schema["format"] = "int64";
            yield return placed.Pointer;
        }
    }

    public static IEnumerable<string> FreeTags(DocumentTree tree)
    {
        // Whoever tells types apart later needs the values: they stay in an extension until then.
        foreach (PlacedSchema placed in tree.Schemas())
        {
            if (!HasType(placed.Schema, "string") || placed.Schema["enum"] is not JsonArray { Count: 1 } values) continue;
            placed.Schema.Remove("enum");
            placed.Schema[TagValues.Extension] = values.DeepClone();
            // Without it every type of a choice would fit, where only one may.
            if (!placed.Schema.ContainsKey("pattern")) placed.Schema["pattern"] = $"^{Escape((string)values[0]!)}$";
            yield return placed.Pointer;
        }
    }

    public static IEnumerable<string> OpenEnums(DocumentTree tree)
    {
        foreach (PlacedSchema placed in tree.Schemas())
        {
            if (placed.Schema["enum"] is not JsonArray { Count: > 0 } values) continue;
            placed.Schema.Remove("enum");
            // Several strings may stand for one type of a choice.
            if (values.All(static v => v?.GetValueKind() == JsonValueKind.String)) placed.Schema[TagValues.Extension] = values.DeepClone();
            yield return placed.Pointer;
        }
    }

    public static IEnumerable<string> OpenObjects(DocumentTree tree)
    {
        foreach (PlacedSchema placed in tree.Schemas())
        {
            if (placed.Schema["additionalProperties"]?.GetValueKind() != JsonValueKind.False) continue;
            placed.Schema.Remove("additionalProperties");
            yield return placed.Pointer;
        }
    }

    private static IEnumerable<string> Simplify(DocumentTree tree, Func<string?, bool> isOfType, HashSet<string> words)
    {
        foreach (PlacedSchema placed in tree.Schemas())
        {
            if (placed.Schema["anyOf"] is not JsonArray { Count: > 1 } variants) continue;
            JsonNode[] values = [.. variants.Where(v => isOfType(TypeOf(v))).Select(static v => v!)];
            if (values is not [var value] || variants.Any(v => v != value && !IsWord(v, words))) continue;
            placed.Schema.Remove("anyOf");
            Merge(placed.Schema, (JsonObject)value.DeepClone());
            yield return placed.Pointer;
        }
    }

    private static string Escape(string text) => string.Concat(text.Select(static c => Special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));

    private static bool IsWord(JsonNode? schema, HashSet<string> words)
        => TypeOf(schema) == "string" && schema!["enum"] is JsonArray list && list.All(w => w is JsonValue text && words.Contains(text.ToString()));

    private static void Merge(JsonObject schema, JsonObject other)
    {
        foreach ((string name, JsonNode? value) in other.ToArray())
        {
            if (!schema.ContainsKey(name)) schema[name] = value?.DeepClone();
        }
    }

    private static bool HasType(JsonObject schema, string type)
        => schema["type"] is JsonArray types ? types.Any(t => IsString(t, type)) : IsString(schema["type"], type);

    private static string? TypeOf(JsonNode? schema) => (schema as JsonObject)?["type"] is JsonValue value && value.TryGetValue(out string? type) ? type : null;

    private static bool IsNullType(JsonNode? type) => IsString(type, "null");

    private static bool IsString(JsonNode? node, string text) => node is JsonValue value && value.TryGetValue(out string? found) && found == text;
}
