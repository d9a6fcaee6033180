using System.Runtime.InteropServices;
using System.Text.Json;
using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Comparing;

/// <summary>Knows which schemas say the same word by word, with all that they refer to: most of two releases, which need not be gone through.</summary>
internal sealed class SameSchemas(ApiDescription before, ApiDescription after)
{
    private readonly Dictionary<(string, string), bool> _known = [];

    public bool AreSame(SchemaPlace old, SchemaPlace young)
        => old.Parts.Count == young.Parts.Count && old.Parts.Zip(young.Parts)
            .All(p => p.First.WithoutChoice == p.Second.WithoutChoice && AreSame(p.First.Node, p.Second.Node));

    private bool AreSame(Node old, Node young)
    {
        (string, string) key = (old.Pointer, young.Pointer);
        if (_known.TryGetValue(key, out bool known)) return known;
        if (!JsonMarshal.GetRawUtf8Value(old.Json).SequenceEqual(JsonMarshal.GetRawUtf8Value(young.Json))) return _known[key] = false;

        // What refers to itself is the same unless something else in it is not.
        _known[key] = true;
        return _known[key] = References(old.Json)
            .All(r => (before.Find(r), after.Find(r)) is ({ } was, { } now) ? AreSame(was, now) : before.Find(r) is null == after.Find(r) is null);
    }

    private static IEnumerable<string> References(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject()
            .SelectMany(static p => p.Name == "$ref" && p.Value.ValueKind == JsonValueKind.String ? [p.Value.GetString()!] : References(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
