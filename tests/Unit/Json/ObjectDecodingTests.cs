using System.Text.Json.Nodes;
using OpenCode.Client.Tests.Compilation;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>What a model makes of properties that are null, missing, of another type, or new.</summary>
public sealed class ObjectDecodingTests
{
    private static readonly Lazy<CompiledClient> _client = new(() => CompiledClient.Of(new SpecBuilder()
        .Schema("Inner", """{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}""")
        .Schema("Cat", """{"type": "object", "required": ["type"], "properties": {"type": {"type": "string", "enum": ["cat"]}}}""")
        .Schema("Dog", """{"type": "object", "required": ["type"], "properties": {"type": {"type": "string", "enum": ["dog"]}}}""")
        .Schema("Pet", """{"anyOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}""")
        .Schema("Outer", """
            {"type": "object", "required": ["inner", "list", "map", "pet", "maybe", "text", "flag", "free"], "properties": {
                "inner": {"$ref": "#/components/schemas/Inner"},
                "list": {"type": "array", "items": {"$ref": "#/components/schemas/Inner"}},
                "map": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Inner"}},
                "pet": {"$ref": "#/components/schemas/Pet"},
                "maybe": {"anyOf": [{"$ref": "#/components/schemas/Inner"}, {"type": "null"}]},
                "text": {"type": "string"},
                "flag": {"type": "boolean"},
                "free": {"type": "object"}
            }}
            """)
        .Schema("Loose", """
            {"type": "object", "properties": {
                "text": {"type": "string"},
                "number": {"type": "integer"},
                "inner": {"$ref": "#/components/schemas/Inner"},
                "list": {"type": "array", "items": {"type": "string"}},
                "pet": {"$ref": "#/components/schemas/Pet"},
                "any": {},
                "maybe": {"type": ["string", "null"]},
                "maybeInner": {"anyOf": [{"$ref": "#/components/schemas/Inner"}, {"type": "null"}]}
            }}
            """)
        .Schema("Chain", """{"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Chain"}}}""")
        .Schema("Middle",
            """{"type": "object", "required": ["type", "next"], "properties": {"type": {"const": "link"}, "next": {"$ref": "#/components/schemas/Link"}}}""")
        .Schema("End", """{"type": "object", "required": ["type"], "properties": {"type": {"const": "end"}}}""")
        .Schema("Link", """{"anyOf": [{"$ref": "#/components/schemas/Middle"}, {"$ref": "#/components/schemas/End"}]}""")
        .Schema("Setting", """{"anyOf": [{"type": "boolean"}, {"type": "string", "enum": ["notify"]}]}""")
        .Schema("TextOrInner", """{"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Inner"}]}""")
        .Schema("Mixed",
            """{"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "boolean"}, {"type": "array", "items": {"type": "integer"}}, {"type": "object", "additionalProperties": {"type": "string"}}]}""")));

    /// <summary>The model, the JSON, which is written again as it is, and the drifts.</summary>
    public static TheoryData<string, string, string> Cases { get; } = new()
    {
        { "Loose", "{}", "" },
        { "Loose", """{"any": null}""", "" },
        { "Loose", """{"text": null}""", "UnexpectedNull /text" },
        { "Loose", """{"number": null, "list": null}""", "UnexpectedNull /number, UnexpectedNull /list" },
        { "Loose", """{"inner": null, "pet": null}""", "UnexpectedNull /inner, UnexpectedNull /pet" },
        { "Loose", """{"list": ["a", null, 1]}""", "UnexpectedNull /list/1, WrongType /list/2" },
        { "Loose", """{"maybe": null}""", "" },
        { "Loose", """{"maybeInner": null}""", "" },
        { "Loose", """{"new": null, "newer": [1.50]}""", "" },
        { "Inner", "{}", "MissingProperty /id" },
        { "Inner", """{"ID": "a", "Id": "b"}""", "MissingProperty /id" },
        { "Inner", """{"id": 7}""", "WrongType /id" },
        { "Inner", "[]", "WrongType " },
        { "Inner", "null", "UnexpectedNull " },
        { "Cat", """{"type": "dog"}""", "WrongConstant /type" },
        { "Cat", """{"type": 5}""", "WrongConstant /type" },
        { "Cat", "{}", "MissingProperty /type" },
        { "Pet", """{"type": "cow", "legs": 4}""", "UnknownVariant " },
        { "Pet", "7", "UnknownVariant " },
        { "Setting", "true", "" },
        { "Setting", "false", "" },
        { "Setting", "\"notify\"", "" },
        { "Setting", "\"brand-new\"", "" },
        { "Setting", "1", "UnknownVariant " },
        { "TextOrInner", "\"x\"", "" },
        { "TextOrInner", """{"id": "x"}""", "" },
        { "TextOrInner", """{"other": "x"}""", "UnknownVariant " },
        { "TextOrInner", "[1]", "UnknownVariant " },
        { "Mixed", "\"a\"", "" },
        { "Mixed", "1.5", "" },
        { "Mixed", "true", "" },
        { "Mixed", "[1,2]", "" },
        { "Mixed", """{"a":"b"}""", "" },
        { "Mixed", "null", "UnknownVariant " },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Lenient_decoding_notes_every_difference_and_loses_nothing(string model, string json, string drifts)
    {
        (_, string output, string[] found) = _client.Value.RoundTrip(model, json);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(output)), output);
        Assert.Equal(drifts, string.Join(", ", found));
    }

    [Fact]
    public void What_is_required_and_missing_is_not_written()
    {
        (_, string json, string[] drifts) = _client.Value.RoundTrip("Outer", "{}");

        Assert.Equal(8, drifts.Length);
        Assert.Equal("{}", json);
    }

    [Fact]
    public void Drifts_come_in_document_order_each_once()
        => Assert.Equal(
            ["MissingProperty /inner/id", "WrongType /list/1", "MissingProperty /map/a~1b/id"],
            _client.Value.RoundTrip("Outer",
                """{"flag": true, "free": {}, "inner": {}, "list": [{"id": "a"}, 5], "map": {"a/b": {}}, "maybe": null, "pet": {"type": "cat"}, "text": ""}""")
                .Drifts);

    [Theory]
    [InlineData(500, true)]
    [InlineData(600, false)]
    [InlineData(50_000, false)]
    public void Models_may_be_nested_five_hundred_deep_and_fail_cleanly_below(int depth, bool isFine)
    {
        string json = string.Concat(Enumerable.Repeat("""{"next":""", depth - 1)) + "{}" + new string('}', depth - 1);

        if (isFine) Assert.Equal(json, _client.Value.RoundTrip("Chain", json, strict: true).Json);
        else Assert.ThrowsAny<System.Text.Json.JsonException>(() => _client.Value.RoundTrip("Chain", json));
    }

    [Fact]
    public void Variants_may_be_nested_five_hundred_deep_with_their_tags_last()
    {
        string json = string.Concat(Enumerable.Repeat("""{"next":""", 499)) + """{"type":"end"}"""
            + string.Concat(Enumerable.Repeat(""","type":"link"}""", 499));

        Assert.Equal(json.Length, _client.Value.RoundTrip("Link", json, strict: true).Json.Length);
    }

    [Fact]
    public void No_empty_value_of_the_release_is_endless() => ModelOfItself.AssertEmptyEnds(Repository.Generated("1.18.33").Model);

    [Fact]
    public void A_union_whose_variants_require_the_union_itself_can_be_empty()
    {
        ModelOfItself.AssertEmptyEnds(
            """{"type": "object", "required": ["left", "right"], "properties": {"left": {"$ref": "#/components/schemas/Expression"}, "right": {"$ref": "#/components/schemas/Expression"}}}""");
        ModelOfItself.AssertEmptyEnds(
            """{"type": "object", "required": ["operands"], "properties": {"operands": {"type": "array", "items": {"$ref": "#/components/schemas/Expression"}}}}""");
    }
}
