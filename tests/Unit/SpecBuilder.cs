using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Core.Operations;
using OpenCodeGen;
using OpenCodeGen.Model;
using OpenCodeGen.Shaping;

namespace OpenCode.Client.Tests;

/// <summary>Writes tiny OpenAPI documents.</summary>
internal sealed class SpecBuilder
{
    private readonly JsonObject _schemas = [];
    private readonly JsonObject _paths = [];
    private readonly JsonObject _root;

    public SpecBuilder(string openapi = "3.1.0")
        => _root = new JsonObject
        {
            ["openapi"] = openapi,
            ["info"] = new JsonObject { ["title"] = "test", ["version"] = "1" },
            ["paths"] = _paths,
            ["components"] = new JsonObject { ["schemas"] = _schemas },
        };

    /// <summary>Adds a component, and an operation that answers with it: only reachable types are emitted.</summary>
    public SpecBuilder Schema(string name, string json)
    {
        Component(name, json);
        return Get($"/of/{name}", Reference(name));
    }

    /// <summary>Adds a component that nothing uses yet.</summary>
    public SpecBuilder Component(string name, string json)
    {
        _schemas.Add(name, JsonNode.Parse(json));
        return this;
    }

    /// <summary>Adds a GET operation that answers with a schema.</summary>
    public SpecBuilder Get(string path, string schema) => Operation("get", path, $$"""{"responses": {{Answer(schema)}}}""");

    /// <summary>Adds a POST operation with a body; it answers a boolean.</summary>
    public SpecBuilder Post(string path, string schema, bool? required = null)
    {
        string isRequired = required is { } value ? $"\"required\": {(value ? "true" : "false")}, " : "";
        return Operation("post", path, $$"""
            {
                "requestBody": { {{isRequired}}"content": { "application/json": { "schema": {{schema}} } } },
                "responses": {{Answer("""{"type": "boolean"}""")}}
            }
            """);
    }

    /// <summary>Adds an operation as it is.</summary>
    public SpecBuilder Operation(string method, string path, string json)
    {
        if (_paths[path] is not JsonObject item) _paths.Add(path, item = []);
        item.Add(method, JsonNode.Parse(json));
        return this;
    }

    /// <summary>The responses of an operation that answers 200 with a schema, and whatever else is given.</summary>
    public static string Answer(string schema, string others = "")
        => $$"""{"200": {"description": "", "content": {"application/json": {"schema": {{schema}} } } }{{(others.Length > 0 ? ", " + others : "")}}}""";

    public static string Reference(string name) => $$"""{"$ref": "#/components/schemas/{{name}}"}""";

    public string ToJson() => _root.ToJsonString();

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToJson());

    public Generation Generate(NameLock? names = null, CuratedNames? curated = null, CuratedDocs? docs = null)
        => Generation.Run(ToBytes(), "test.json", names, curated, docs);

    public ClientModel Model(NameLock? names = null, CuratedNames? curated = null) => Generate(names, curated).Model;
}
