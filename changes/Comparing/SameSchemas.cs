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
        => before.IgnoresBesideReferences == after.IgnoresBesideReferences && old.Parts.Count == young.Parts.Count && old.Parts.Zip(young.Parts)
            .All(p => p.First.WithoutChoice == p.Second.WithoutChoice && p.First.Only == p.Second.Only && AreSame(p.First.Node, p.Second.Node));

    private bool AreSame(Node old, Node young)
    {
        (string, string) root = (old.Pointer, young.Pointer);
        if (_known.TryGetValue(root, out bool answer)) return answer;
        HashSet<(string, string)> seen = [];
        Stack<(Node Old, Node Young)> open = new([(old, young)]);
        while (open.TryPop(out (Node Old, Node Young) pair))
        {
            (string, string) key = (pair.Old.Pointer, pair.Young.Pointer);
            if (_known.TryGetValue(key, out bool known))
            {
                if (known) continue;
                return _known[root] = false;
            }

            if (!seen.Add(key)) continue;
            if (!JsonMarshal.GetRawUtf8Value(pair.Old.Json).SequenceEqual(JsonMarshal.GetRawUtf8Value(pair.Young.Json)))
                return _known[root] = _known[key] = false;
            foreach (string reference in References(pair.Old.Json))
            {
                if ((before.Find(reference), after.Find(reference)) is ({ } was, { } now)) open.Push((was, now));
                else if (before.Find(reference) is null != after.Find(reference) is null) return _known[root] = false;
            }
        }

        // Only now is it certain of all of them, also where they refer to each other in a circle.
        foreach ((string, string) key in seen) _known[key] = true;
        return true;
    }

    private static IEnumerable<string> References(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject()
            .SelectMany(static p => p.Name == "$ref" && p.Value.ValueKind == JsonValueKind.String ? [p.Value.GetString()!] : References(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
