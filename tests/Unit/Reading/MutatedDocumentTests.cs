using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Core.Operations;
using OpenCodeGen;
using OpenCodeGen.Model;
using OpenCodeGen.Reading;
using Xunit;

namespace OpenCode.Client.Tests.Reading;

/// <summary>Whatever is wrong with a document, it is generated or refused with one sentence; nothing else is thrown.</summary>
public sealed class MutatedDocumentTests
{
    private static readonly string[] _replacements = ["null", "true", "-1", "\"text\"", "[]", "{}", "[null]", "{\"a\": null}"];

    [Fact]
    public void Every_single_replacement_in_a_small_document_is_generated_or_refused_with_one_sentence()
        => AssertCalm(Mutations(Small().ToJson(), (_, _) => true));

    [Fact]
    public void Random_replacements_in_a_release_are_generated_or_refused_with_one_sentence()
    {
        var random = new Random(20_251_120);
        int nodes = Places(JsonNode.Parse(Repository.Spec("1.0.0"))!).Count();
        HashSet<(int, int)> chosen = Enumerable.Range(0, 25).Select(_ => (random.Next(nodes), random.Next(_replacements.Length))).ToHashSet();

        AssertCalm(Mutations(Encoding.UTF8.GetString(Repository.Spec("1.0.0")), (node, replacement) => chosen.Contains((node, replacement))));
    }

    private static SpecBuilder Small() => new SpecBuilder()
        .Schema("Cat",
            """{"type": "object", "description": "d", "required": ["type"], "properties": {"type": {"type": "string", "enum": ["cat"]}, "lives": {"type": "integer"}}}""")
        .Schema("Dog",
            """{"type": "object", "required": ["type", "tags"], "properties": {"type": {"const": "dog"}, "tags": {"type": "array", "items": {"type": "string"}}}, "additionalProperties": false}""")
        .Schema("Pet",
            """{"anyOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}, {"type": "null"}], "discriminator": {"propertyName": "type", "mapping": {"cat": "#/components/schemas/Cat"}}}""")
        .Schema("Size", """{"type": ["number", "string"], "enum": ["NaN", "big", 1]}""")
        .Schema("Home",
            """{"allOf": [{"$ref": "#/components/schemas/Cat"}, {"type": "object", "properties": {"pets": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Pet"}}}}]}""")
        .Operation("post", "/pets/{id}", """
            {
                "operationId": "pets.post",
                "parameters": [
                    {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                    {"name": "location", "in": "query", "style": "deepObject", "explode": true, "schema": {"type": "object", "properties": {"directory": {"type": "string"}}}}
                ],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
                "responses": {
                    "200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Home"}}}},
                    "404": {"description": "none"}
                }
            }
            """);

    private static void AssertCalm(IEnumerable<(string Change, string Document)> mutations)
    {
        var failures = new SortedDictionary<string, (int Count, string First)>(StringComparer.Ordinal);
        foreach ((string change, string document) in mutations)
        {
            try
            {
                Generation.Run(Encoding.UTF8.GetBytes(document), "test.json");
            }
            catch (SpecException e)
            {
                if (e.Message.Contains('\n', StringComparison.Ordinal)) Failed($"several lines: {e.Message}", change);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                string where = e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("OpenCodeGen", StringComparison.Ordinal))?.Trim() ?? "";
                Failed($"{e.GetType().Name} {where}", change);
            }
        }

        Assert.True(failures.Count == 0, "Documents crash the generator:\n"
            + string.Join('\n', failures.Select(f => $"{f.Value.Count} times {f.Key}, first {f.Value.First}")));

        void Failed(string cause, string change)
            => failures[cause] = failures.TryGetValue(cause, out (int Count, string First) known) ? (known.Count + 1, known.First) : (1, change);
    }

    private static IEnumerable<(string Change, string Document)> Mutations(string document, Func<int, int, bool> isChosen)
    {
        int count = Places(JsonNode.Parse(document)!).Count();
        for (int node = 0; node < count; node++)
        {
            for (int replacement = 0; replacement < _replacements.Length; replacement++)
            {
                if (!isChosen(node, replacement)) continue;
                JsonNode root = JsonNode.Parse(document)!;
                (JsonNode parent, string? key, int index) = Places(root).ElementAt(node);
                string place = key is not null ? $"{parent.GetPath()}.{key}" : $"{parent.GetPath()}[{index}]";
                if (key is not null) parent[key] = JsonNode.Parse(_replacements[replacement]);
                else parent[index] = JsonNode.Parse(_replacements[replacement]);
                yield return ($"{place} = {_replacements[replacement]}", root.ToJsonString());
            }
        }
    }

    private static IEnumerable<(JsonNode Parent, string? Key, int Index)> Places(JsonNode node)
    {
        if (node is JsonObject item)
        {
            foreach ((string key, JsonNode? value) in item)
            {
                yield return (node, key, -1);
                foreach ((JsonNode Parent, string? Key, int Index) inner in value is null ? [] : Places(value)) yield return inner;
            }
        }
        else if (node is JsonArray list)
        {
            for (int i = 0; i < list.Count; i++)
            {
                yield return (node, null, i);
                foreach ((JsonNode Parent, string? Key, int Index) inner in list[i] is { } value ? Places(value) : []) yield return inner;
            }
        }
    }
}
