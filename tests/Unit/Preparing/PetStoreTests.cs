using System.Text;
using System.Text.Json.Nodes;
using OpenCodeGen.Dialects;
using OpenCodeGen.Preparing;
using OpenCodeGen.Reading;
using Xunit;

namespace OpenCode.Client.Tests.Preparing;

/// <summary>A document as others write it: OpenAPI 3.0, with inheritance that is already there.</summary>
public sealed class PetStoreTests
{
    private const string Document = """
        {
          "openapi": "3.0.3",
          "info": { "title": "Pets", "version": "1" },
          "paths": {
            "/pets": {
              "get": {
                "operationId": "listPets",
                "parameters": [{ "name": "status", "in": "query", "schema": { "type": "string", "enum": ["available", "sold"] } }],
                "responses": {
                  "200": {
                    "description": "",
                    "content": { "application/json": { "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Pet" } } } }
                  },
                  "default": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } } }
                }
              }
            }
          },
          "components": {
            "schemas": {
              "Pet": {
                "type": "object",
                "required": ["id", "petType"],
                "properties": {
                  "id": { "type": "integer", "format": "int32" },
                  "petType": { "type": "string" },
                  "owner": { "type": "object", "nullable": true, "properties": { "name": { "type": "string" } } }
                },
                "discriminator": { "propertyName": "petType" }
              },
              "Cat": { "allOf": [{ "$ref": "#/components/schemas/Pet" }, { "type": "object", "properties": { "lives": { "type": "integer" } } }] },
              "Error": { "type": "object", "properties": { "code": { "type": "integer" }, "message": { "type": "string" } } }
            }
          }
        }
        """;

    [Theory]
    [InlineData(PreparationTarget.Any)]
    [InlineData(PreparationTarget.Kiota)]
    [InlineData(PreparationTarget.NSwag)]
    public void What_is_right_stays_and_a_second_time_changes_nothing(PreparationTarget target)
    {
        PreparedDocument once = Prepare(Encoding.UTF8.GetBytes(Document), target);
        PreparedDocument twice = Prepare(once.Utf8, target);

        JsonNode schemas = JsonNode.Parse(once.Utf8.Span)!["components"]!["schemas"]!;
        Assert.Equal("petType", (string?)schemas["Pet"]!["discriminator"]!["propertyName"]);
        Assert.Equal("#/components/schemas/Pet", (string?)schemas["Cat"]!["allOf"]![0]!["$ref"]);
        Assert.Equal("int32", (string?)schemas["Pet"]!["properties"]!["id"]!["format"]);
        Assert.Equal("int64", (string?)schemas["Cat"]!["allOf"]![1]!["properties"]!["lives"]!["format"]);
        Assert.Empty(twice.Adaptations);
        Assert.True(once.Utf8.Span.SequenceEqual(twice.Utf8.Span));
    }

    private static PreparedDocument Prepare(ReadOnlyMemory<byte> utf8, PreparationTarget target)
        => PreparedDocument.Create(utf8, SpecReader.Read(utf8, "pets.json", Dialect.Standard), target);
}
