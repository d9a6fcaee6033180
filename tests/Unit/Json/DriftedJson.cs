using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCode.Client.Tests.Json;

/// <summary>Puts into JSON what its document does not promise: unknown members, nulls, wrong types, at any place, and takes away what it does.</summary>
internal static class DriftedJson
{
    // Whole numbers here are doubles too: a double property need not keep more digits than a double has.
    private static readonly string[] _wrong =
    [
        "null", "true", "false", "0", "-1", "1.5", "2.0", "1e3", "1e400", "-1e400", "9223372036854775808", "1763632800000", "\"\"", "\"text\"", "\"12\"",
            "\"1e2\"",
        "\"true\"", "\"false\"", "\"NaN\"", "\"Infinity\"", "\"2026-11-20T10:00:00Z\"", "{}", "[]", "[null]", "[\"x\",{}]", "[[]]", """{"a":[1,null,"x"]}""",
            """{"type":"text"}""",
    ];

    private static readonly string[] _names = ["x-extra", "", "type", "id", "Type", "value", "properties", "data", "payload", "time", "é/~\""];

    /// <summary>Changes a document in some places.</summary>
    public static JsonNode? Drift(JsonNode? json, int changes, Random random)
    {
        for (; changes > 0; changes--) json = DriftOnce(json, random);
        return json;
    }

    /// <summary>Documents that lack one thing of this one, or say it more simply.</summary>
    public static IEnumerable<string> Simpler(string json)
    {
        JsonNode? root = Parse(json);
        int places = Places(root).Count;
        if (root is JsonObject or JsonArray)
        {
            foreach (JsonNode? child in Children(root)) yield return Text(child);
        }

        for (int i = 1; i < places; i++)
        {
            JsonNode? copy = Parse(json);
            Places(copy)[i].Remove();
            yield return Text(copy);
        }

        for (int i = 0; i < places; i++)
        {
            JsonNode? found = Places(root)[i].Value;
            foreach (string simple in SimplerThan(found))
            {
                JsonNode? copy = Parse(json);
                yield return Text(Places(copy)[i].Replace(copy, Parse(simple)));
            }
        }
    }

    public static JsonNode? Parse(string json) => JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = 1000 });

    public static string Text(JsonNode? json) => json?.ToJsonString() ?? "null";

    private static JsonNode? DriftOnce(JsonNode? root, Random random)
    {
        List<Place> places = Places(root);
        Place place = places[random.Next(places.Count)];
        switch (random.Next(8))
        {
            case 0:
                place.Remove();
                return root;
            case 1 or 2 when place.Value is JsonObject json:
                json[_names[random.Next(_names.Length)]] = AnyWrong(random);
                return root;
            case 1 or 2 when place.Value is JsonArray list:
                list.Insert(random.Next(list.Count + 1), AnyWrong(random));
                return root;
            case 3:
                return place.Replace(root, null);
            case 4 when place.Value is JsonValue value:
                // The same said with another type, as servers do it: "12" for 12, [x] for x.
                return place.Replace(root, value.GetValueKind() == JsonValueKind.String
                    ? new JsonArray(value.DeepClone())
                    : JsonValue.Create(value.ToJsonString()));
            default:
                return place.Replace(root, AnyWrong(random));
        }
    }

    private static JsonNode? AnyWrong(Random random) => Parse(_wrong[random.Next(_wrong.Length)]);

    private static string[] SimplerThan(JsonNode? value) => value switch
    {
        null => [],
        JsonObject { Count: 0 } or JsonArray { Count: 0 } => ["null"],
        JsonObject => ["{}"],
        JsonArray => ["[]"],
        _ when value.GetValueKind() == JsonValueKind.String => value.ToJsonString().Length > 3 ? ["\"\"", "\"a\""] : [],
        _ when value.GetValueKind() == JsonValueKind.Number => value.ToJsonString().Length > 1 ? ["0", "1"] : [],
        _ => [],
    };

    private static IEnumerable<JsonNode?> Children(JsonNode node) => node is JsonObject json ? json.Select(m => m.Value) : (JsonArray)node;

    private static List<Place> Places(JsonNode? root)
    {
        List<Place> places = [new(root, null, null, 0)];
        Add(root);
        return places;

        void Add(JsonNode? node)
        {
            if (node is JsonObject json)
            {
                foreach ((string name, JsonNode? value) in json)
                    AddOne(new Place(value, json, name, 0));
            }
            else if (node is JsonArray list)
            {
                for (int i = 0; i < list.Count; i++) AddOne(new Place(list[i], list, null, i));
            }
        }

        void AddOne(Place place)
        {
            places.Add(place);
            Add(place.Value);
        }
    }

    private sealed record Place(JsonNode? Value, JsonNode? Parent, string? Name, int Index)
    {
        public void Remove()
        {
            if (Parent is JsonObject json) json.Remove(Name!);
            else if (Parent is JsonArray list) list.RemoveAt(Index);
        }

        /// <returns>The root: the new value, when this is the root.</returns>
        public JsonNode? Replace(JsonNode? root, JsonNode? value)
        {
            if (Parent is null) return value;
            if (Parent is JsonObject json) json[Name!] = value;
            else ((JsonArray)Parent)[Index] = value;
            return root;
        }
    }
}
