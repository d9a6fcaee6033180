using System.Text;
using System.Text.Json.Nodes;
using OpenCodeGen.Dialects;
using OpenCodeGen.Preparing;
using OpenCodeGen.Reading;
using Xunit;

namespace OpenCode.Client.Tests.Preparing;

/// <summary>How small documents are put for other generators.</summary>
public sealed class AdaptationTests
{
    private const string Cat = """{"type":"object","required":["kind"],"properties":{"kind":{"type":"string","enum":["cat"]}}}""";
    private const string Dog = """{"type":"object","required":["kind","age"],"properties":{"kind":{"type":"string","enum":["dog"]},"age":{"type":"number"}}}""";

    /// <summary>A schema, who reads it, and what it becomes.</summary>
    public static TheoryData<string, PreparationTarget, string> Schemas => new()
    {
        { """{"type":"integer"}""", PreparationTarget.Any, """{"type":"integer","format":"int64"}""" },
        { """{"type":"integer","format":"int32"}""", PreparationTarget.Kiota, """{"type":"integer","format":"int32"}""" },
        { """{"anyOf":[{"type":"boolean"},{"type":"string","enum":["true","false"]}]}""", PreparationTarget.Kiota, """{"type":"boolean"}""" },
        { """{"anyOf":[{"type":"boolean"},{"type":"string","enum":["yes"]}]}""", PreparationTarget.Any,
            """{"anyOf":[{"type":"boolean"},{"type":"string","enum":["yes"]}]}""" },
        { """{"anyOf":[{"type":"number"},{"type":"string","enum":["NaN"]},{"type":"string","enum":["Infinity"]}]}""", PreparationTarget.Kiota,
            """{"type":"number"}""" },
        { """{"anyOf":[{"type":"number"},{"type":"string","enum":["NaN"]}]}""", PreparationTarget.Any,
            """{"anyOf":[{"type":"number"},{"type":"string","enum":["NaN"]}]}""" },
        { """{"type":["string","null"]}""", PreparationTarget.Kiota, """{"type":"string"}""" },
        { """{"type":["string","null"]}""", PreparationTarget.Any, """{"type":["string","null"]}""" },
        { """{"anyOf":[{"type":"string"},{"type":"null"}],"description":"d"}""", PreparationTarget.Kiota, """{"description":"d","type":"string"}""" },
        { """{"type":["null"]}""", PreparationTarget.Kiota, """{"type":["null"]}""" },
        { """{"anyOf":[{"type":"boolean"},{"type":"string","enum":["true","false"]},{"type":"null"}]}""", PreparationTarget.Kiota, """{"type":"boolean"}""" },
        { """{"anyOf":[{"type":"object","properties":{"a":{"type":["string","null"]}}},{"type":"null"}]}""", PreparationTarget.Kiota,
            """{"type":"object","properties":{"a":{"type":"string"}}}""" },
        { """{"type":"string","enum":["only.one"]}""", PreparationTarget.Kiota, """{"type":"string","pattern":"^only\\.one$"}""" },
        { """{"type":"object","additionalProperties":false}""", PreparationTarget.Kiota, """{"type":"object"}""" },
        { """{"type":"object","additionalProperties":{"type":"integer"}}""", PreparationTarget.Kiota,
            """{"type":"object","additionalProperties":{"type":"integer","format":"int64"}}""" },
        { """{"anyOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/Dog"}]}""", PreparationTarget.Any,
            Choice("Dog") },
        { """{"anyOf":[{"$ref":"#/components/schemas/Mood"},{"$ref":"#/components/schemas/Cat"}]}""", PreparationTarget.Kiota,
            """{"anyOf":[{"type":"string"},{"$ref":"#/components/schemas/Cat"}]}""" },
        { $$"""{"anyOf":[{"$ref":"#/components/schemas/Cat"},{{Dog.Replace("number", "string", StringComparison.Ordinal)}}]}""", PreparationTarget.Any,
            Choice("XDog") },
        { """{"anyOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/Cat"}]}""", PreparationTarget.Any,
            """{"anyOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/Cat"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_schema_is_put_as_its_reader_understands_it(string schema, PreparationTarget target, string expected)
    {
        string document = new SpecBuilder().Schema("X", schema).Component("Cat", Cat).Component("Dog", Dog)
            .Component("Mood", """{"type":"string","enum":["good","bad"]}""").ToJson();

        JsonNode prepared = Prepare(document, target, out PreparedDocument result);

        Assert.Equal(expected, prepared["components"]!["schemas"]!["X"]!.ToJsonString());
        Assert.Equal(
            schema != expected,
            result.Adaptations.SelectMany(static a => a.Places).Any(static p => p.StartsWith("#/components/schemas/X", StringComparison.Ordinal)));
    }

    [Fact]
    public void Types_that_share_a_tag_are_one_and_those_that_repeat_a_component_are_it()
    {
        const string Tiger = """{"type":"object","required":["kind"],"properties":{"kind":{"type":"string","enum":["cat"]},"stripes":{"type":"number"}}}""";
        string document = new SpecBuilder().Component("Dog", Dog).Schema("X", $$"""{"anyOf":[{{Cat}},{{Tiger}},{{Dog}}]}""").ToJson();

        JsonNode prepared = Prepare(document, PreparationTarget.Any, out PreparedDocument result);

        JsonNode schemas = prepared["components"]!["schemas"]!;
        Assert.Equal(
            """{"cat":"#/components/schemas/XCat","dog":"#/components/schemas/Dog"}""", schemas["X"]!["discriminator"]!["mapping"]!.ToJsonString());
        Assert.Equal(["kind", "stripes"], schemas["XCat"]!["properties"]!.AsObject().Select(static p => p.Key));
        Assert.Equal("#/components/schemas/X", Assert.Single(result.Unsaid).Pointer);
        Assert.Contains(result.Adaptations, static a => a is { Id: "named-objects", Places: ["#/components/schemas/X/anyOf/2"] });
    }

    [Fact]
    public void A_name_with_dots_has_none_wherever_it_is_referred_to()
    {
        string document = new SpecBuilder().Component("a.cat", Cat).Component("ACat", Dog)
            .Schema("X", """{"type":"object","properties":{"mapping":{"$ref":"#/components/schemas/a.cat"}}}""").ToJson();

        JsonNode prepared = Prepare(document, PreparationTarget.Kiota, out _);

        Assert.Equal(
            """{"type":"object","properties":{"mapping":{"$ref":"#/components/schemas/ACat2"}}}""",
            prepared["components"]!["schemas"]!["X"]!.ToJsonString());
    }

    [Fact]
    public void A_choice_within_a_type_of_a_choice_is_told_apart_too()
    {
        const string Inner = """
            {"type":"object","required":["kind","child"],"properties":{"kind":{"type":"string","enum":["box"]},
            "child":{"anyOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/Dog"}]}}}
            """;
        string document = new SpecBuilder().Component("Cat", Cat).Component("Dog", Dog)
            .Schema("X", $$"""{"anyOf":[{{Inner}},{"$ref":"#/components/schemas/Dog"}]}""").ToJson();

        JsonNode prepared = Prepare(document, PreparationTarget.Any, out _);

        Assert.Equal("kind", (string?)prepared["components"]!["schemas"]!["XBox"]!["properties"]!["child"]!["discriminator"]!["propertyName"]);
    }

    [Fact]
    public void The_values_of_a_discriminator_without_a_mapping_stay_the_old_names()
    {
        const string Tagged = """{"type":"object","required":["kind"],"properties":{"kind":{"type":"string"}}}""";
        string document = new SpecBuilder().Component("pets.Cat", Tagged).Component("pets.Dog", Tagged).Schema("X", """
            {"oneOf":[{"$ref":"#/components/schemas/pets.Cat"},{"$ref":"#/components/schemas/pets.Dog"}],"discriminator":{"propertyName":"kind"}}
            """).ToJson();

        JsonNode prepared = Prepare(document, PreparationTarget.Kiota, out _);

        Assert.Equal(
            """{"pets.Cat":"#/components/schemas/PetsCat","pets.Dog":"#/components/schemas/PetsDog"}""",
            prepared["components"]!["schemas"]!["X"]!["discriminator"]!["mapping"]!.ToJsonString());
    }

    [Fact]
    public void What_operations_share_is_adapted_where_it_stands()
    {
        const string Shared = """
            {
              "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
              "paths": {
                "/pets": {
                  "parameters": [{ "$ref": "#/components/parameters/Place" }],
                  "get": { "responses": { "200": { "description": "" }, "400": { "$ref": "#/components/responses/Bad" } } }
                },
                "/files/*": { "get": { "responses": { "200": { "description": "" } } } }
              },
              "components": {
                "parameters": { "Place": { "name": "place", "in": "query", "style": "deepObject", "schema": { "type": "object", "properties": { "x": {} } } } },
                "responses": { "Bad": { "description": "", "content": { "application/json": { "schema": { "anyOf": [
                  { "type": "object", "properties": { "a": { "type": "string" } } },
                  { "type": "object", "properties": { "b": { "type": "string" } } }
                ] } } } } }
              }
            }
            """;

        JsonNode prepared = Prepare(Shared, PreparationTarget.Kiota, out PreparedDocument result);

        Assert.Equal("place[x]", (string?)Assert.Single(prepared["paths"]!["/pets"]!["parameters"]!.AsArray())!["name"]);
        Assert.Equal(
            """{"$ref":"#/components/schemas/InlineError"}""",
            prepared["components"]!["responses"]!["Bad"]!["content"]!["application/json"]!["schema"]!.ToJsonString());
        Assert.Contains(result.Unsaid, static u => u.Pointer == "#/paths/~1files~1*/get");
    }

    [Fact]
    public void An_adaptation_can_be_left_out()
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(new SpecBuilder().Schema("X", """{"type":"integer"}""").ToJson());

        var prepared = PreparedDocument.Create(utf8, SpecReader.Read(utf8, "test", Dialect.Standard), PreparationTarget.Kiota, ["64-bit-integers"]);

        Assert.Empty(prepared.Adaptations);
    }

    [Fact]
    public void A_choice_that_cannot_be_told_apart_is_said()
    {
        Prepare(
            new SpecBuilder().Schema("X", """{"anyOf":[{"type":"object","properties":{}},{"type":"object","properties":{"age":{}}}]}""").ToJson(),
            PreparationTarget.Kiota,
            out PreparedDocument result);

        Assert.Equal("#/components/schemas/X", Assert.Single(result.Unsaid).Pointer);
    }

    [Fact]
    public void Operations_lose_what_cannot_be_called_and_their_errors_have_one_type()
    {
        const string Operation = """
            {
              "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
              "paths": { "/events": { "get": {
                "parameters": [
                  { "name": "a", "in": "query", "schema": { "type": "string" } },
                  { "name": "place", "in": "query", "required": true, "style": "deepObject", "explode": true,
                    "schema": { "type": "object", "required": ["x"], "properties": { "x": { "type": "string" }, "y": { "type": "integer" } } } },
                  { "name": "b", "in": "query", "schema": { "type": "string" } }
                ],
                "responses": {
                  "200": { "description": "", "content": { "text/event-stream": { "schema": { "$ref": "#/components/schemas/Cat" } } } },
                  "400": { "description": "", "content": { "application/json": { "schema": { "anyOf": [
                    { "$ref": "#/components/schemas/CatError" }, { "$ref": "#/components/schemas/DogError" } ] } } } }
                }
              } } },
              "components": { "schemas": {
                "Cat": { "type": "object", "properties": {} },
                "CatError": { "type": "object", "required": ["name", "data"],
                  "properties": { "name": { "type": "string", "enum": ["cat"] }, "data": { "type": "object" } } },
                "DogError": { "type": "object", "required": ["name"],
                  "properties": { "name": { "type": "string", "enum": ["dog"] }, "data": { "type": "string" } } }
              } }
            }
            """;

        JsonNode prepared = Prepare(Operation, PreparationTarget.Kiota, out _);

        JsonNode operation = prepared["paths"]!["/events"]!["get"]!;
        Assert.Equal(
            ["a false", "place[x] true", "place[y] false", "b false"],
            operation["parameters"]!.AsArray().Select(static p => $"{p!["name"]} {((bool?)p["required"] == true ? "true" : "false")}"));
        Assert.Equal("""{"type":"string","format":"binary"}""", operation["responses"]!["200"]!["content"]!["text/event-stream"]!["schema"]!.ToJsonString());
        Assert.Equal(
            """{"$ref":"#/components/schemas/CatOrDogError"}""", operation["responses"]!["400"]!["content"]!["application/json"]!["schema"]!.ToJsonString());
        Assert.Equal(
            """{"type":"object","description":"One of CatError, DogError.","properties":{"name":{"type":"string"},"data":{}},"required":["name"]}""",
            prepared["components"]!["schemas"]!["CatOrDogError"]!.ToJsonString());
    }

    /// <summary>Released documents and readers.</summary>
    public static TheoryData<string, PreparationTarget> Releases
    {
        get
        {
            TheoryData<string, PreparationTarget> rows = [];
            foreach (string release in Repository.Releases)
            {
                foreach (PreparationTarget target in Enum.GetValues<PreparationTarget>().Where(static t => t != PreparationTarget.None))
                    rows.Add(release, target);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void A_released_document_keeps_its_operations_and_is_finished_when_it_was_prepared_once(string release, PreparationTarget target)
    {
        ReadOnlyMemory<byte> json = SpecReader.JsonOf(Repository.Spec(release), Dialect.OpenCode);
        var api = SpecReader.Read(json, "document", Dialect.OpenCode);

        var once = PreparedDocument.Create(json, api, target);
        var again = PreparedDocument.Create(json, api, target);
        var read = SpecReader.Read(once.Utf8, "prepared", Dialect.Standard);
        var twice = PreparedDocument.Create(once.Utf8, read, target);

        Assert.True(once.Utf8.Span.SequenceEqual(again.Utf8.Span));
        Assert.Equal(api.Operations.Where(static o => !o.IsWebSocket).Select(static o => o.Id), read.Operations.Select(static o => o.Id));
        Assert.Empty(twice.Adaptations);
        Assert.True(once.Utf8.Span.SequenceEqual(twice.Utf8.Span));
    }

    private static string Choice(string dog) => $$"""
        {"oneOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/{{dog}}"}],
        "discriminator":{"propertyName":"kind","mapping":{"cat":"#/components/schemas/Cat","dog":"#/components/schemas/{{dog}}"} } }
        """.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    private static JsonNode Prepare(string document, PreparationTarget target, out PreparedDocument result)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(document);
        result = PreparedDocument.Create(utf8, SpecReader.Read(utf8, "test", Dialect.Standard), target);
        return JsonNode.Parse(result.Utf8.Span)!;
    }
}
