using System.Text;
using System.Text.Json.Nodes;

namespace OpenCodeGen.Changes.Tests.Callers;

/// <summary>A small document of whose client callers are compiled, and ways to change it.</summary>
internal sealed class Petstore
{
    private const string Document = """
        {
          "openapi": "3.1.0", "info": { "title": "petstore", "version": "1" },
          "paths": {
            "/pets": {
              "get": { "operationId": "pets.list", "parameters": [ { "name": "limit", "in": "query", "schema": { "type": "integer" } } ],
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Pet" } } } } } } },
              "post": { "operationId": "pets.create", "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } },
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } } } }
            },
            "/pets/{id}": {
              "parameters": [ { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } } ],
              "get": { "operationId": "pets.get",
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } } } },
              "patch": { "operationId": "pets.change", "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Note" } } } },
                "responses": { "204": { "description": "" } } },
              "delete": { "operationId": "pets.delete", "responses": { "204": { "description": "" } } }
            },
            "/shape": { "get": { "operationId": "shape.get",
              "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Shape" } } } } } } }
          },
          "components": { "schemas": {
            "Pet": { "type": "object", "required": [ "name" ], "properties": {
              "name": { "type": "string" }, "nick": { "type": "string" }, "age": { "type": "integer" },
              "mood": { "type": "string", "enum": [ "calm", "wild" ] }, "owner": { "$ref": "#/components/schemas/Owner" },
              "tags": { "type": "array", "items": { "type": "string" } } } },
            "Owner": { "type": "object", "required": [ "street", "city", "zip" ],
              "properties": { "street": { "type": "string" }, "city": { "type": "string" }, "zip": { "type": "string" } } },
            "Note": { "type": "object", "required": [], "properties": { "text": { "type": "string" } } },
            "Shape": { "oneOf": [ { "$ref": "#/components/schemas/Circle" }, { "$ref": "#/components/schemas/Square" } ] },
            "Circle": { "type": "object", "required": [ "kind", "radius" ],
                "properties": { "kind": { "type": "string", "const": "circle" }, "radius": { "type": "number" } } },
            "Square": { "type": "object", "required": [ "kind", "side" ], "properties": { "kind": { "type": "string", "const": "square" }, "side": { "type": "number" } } }
          } }
        }
        """;

    private readonly JsonNode _root = JsonNode.Parse(Document)!;

    public JsonObject Paths => _root["paths"]!.AsObject();

    public byte[] Utf8 => Encoding.UTF8.GetBytes(_root.ToJsonString());

    public JsonObject Schema(string name) => _root["components"]!["schemas"]![name]!.AsObject();

    public JsonObject Properties(string schema) => Schema(schema)["properties"]!.AsObject();

    public JsonArray Required(string schema) => Schema(schema)["required"]!.AsArray();

    public void Replace(string schema, string property, string json) => Properties(schema)[property] = JsonNode.Parse(json);

    public void Require(string schema, string property) => Required(schema).Add(property);

    public void Release(string schema, string property)
        => Schema(schema)["required"] = new JsonArray([.. Required(schema).Where(r => (string)r! != property).Select(static r => r!.DeepClone())]);

    public void Add(string path, string method, string json)
    {
        if (Paths[path] is not JsonObject item) Paths[path] = item = [];
        item[method] = JsonNode.Parse(json);
    }

    public void AddSchema(string name, string json) => _root["components"]!["schemas"]![name] = JsonNode.Parse(json);
}
