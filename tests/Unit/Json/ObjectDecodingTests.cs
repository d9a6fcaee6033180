using OpenCode.Client.Tests.Compilation;
using OpenCode.Core;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>What a model makes of properties that are null, missing, of another type, or new.</summary>
public sealed class ObjectDecodingTests
{
    private static readonly Lazy<CompiledClient> Client = new(() => CompiledClient.Of(new SpecBuilder()
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
        .Schema("Setting", """{"anyOf": [{"type": "boolean"}, {"type": "string", "enum": ["notify"]}]}""")
        .Schema("TextOrInner", """{"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Inner"}]}""")
        .Schema("Mixed", """{"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "boolean"}, {"type": "array", "items": {"type": "integer"}}, {"type": "object", "additionalProperties": {"type": "string"}}]}""")));

    /// <summary>The model, the JSON, what is written again, and the drifts.</summary>
    public static TheoryData<string, string, string, string> Cases { get; } = new()
    {
        { "Loose", "{}", "{}", "" },
        { "Loose", """{"any": null}""", """{"any":null}""", "" },
        { "Loose", """{"text": null}""", "{}", "UnexpectedNull /text" },
        { "Loose", """{"number": null, "list": null}""", "{}", "UnexpectedNull /number, UnexpectedNull /list" },
        { "Loose", """{"inner": null, "pet": null}""", "{}", "UnexpectedNull /inner, UnexpectedNull /pet" },
        { "Loose", """{"list": ["a", null, 1]}""", """{"list":["a","","1"]}""", "UnexpectedNull /list/1, WrongType /list/2" },
        { "Loose", """{"maybe": null}""", """{"maybe":null}""", "" },
        { "Loose", """{"maybeInner": null}""", """{"maybeInner":null}""", "" },
        { "Loose", """{"new": null, "newer": [1.50]}""", """{"new":null,"newer":[1.50]}""", "" },
        { "Inner", "{}", """{"id":""}""", "MissingProperty /id" },
        { "Inner", """{"ID": "a", "Id": "b"}""", """{"id":"","ID":"a","Id":"b"}""", "MissingProperty /id" },
        { "Inner", """{"id": 7}""", """{"id":"7"}""", "WrongType /id" },
        { "Inner", "[]", """{"id":""}""", "WrongType " },
        { "Inner", "null", """{"id":""}""", "UnexpectedNull " },
        { "Cat", """{"type": "dog"}""", """{"type":"dog"}""", "WrongConstant /type" },
        { "Cat", """{"type": 5}""", """{"type":5}""", "WrongConstant /type" },
        { "Cat", "{}", """{"type":"cat"}""", "MissingProperty /type" },
        { "Pet", """{"type": "cow", "legs": 4}""", """{"type":"cow","legs":4}""", "UnknownVariant " },
        { "Pet", "7", "7", "UnknownVariant " },
        { "Setting", "true", "true", "" },
        { "Setting", "false", "false", "" },
        { "Setting", "\"notify\"", "\"notify\"", "" },
        { "Setting", "\"brand-new\"", "\"brand-new\"", "" },
        { "Setting", "1", "1", "UnknownVariant " },
        { "TextOrInner", "\"x\"", "\"x\"", "" },
        { "TextOrInner", """{"id": "x"}""", """{"id":"x"}""", "" },
        { "TextOrInner", """{"other": "x"}""", """{"other":"x"}""", "UnknownVariant " },
        { "TextOrInner", "[1]", "[1]", "UnknownVariant " },
        { "Mixed", "\"a\"", "\"a\"", "" },
        { "Mixed", "1.5", "1.5", "" },
        { "Mixed", "true", "true", "" },
        { "Mixed", "[1,2]", "[1,2]", "" },
        { "Mixed", """{"a":"b"}""", """{"a":"b"}""", "" },
        { "Mixed", "null", "null", "UnknownVariant " },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Lenient_decoding_keeps_going_and_notes_every_difference(string model, string json, string written, string drifts)
    {
        (_, string output, string[] found) = Client.Value.RoundTrip(model, json);

        Assert.Equal(written, output);
        Assert.Equal(drifts, string.Join(", ", found));
    }

    [Fact]
    public void What_is_required_and_missing_is_empty_and_never_null()
    {
        (_, string json, string[] drifts) = Client.Value.RoundTrip("Outer", "{}");

        Assert.Equal(8, drifts.Length);
        Assert.Equal("""{"flag":false,"free":{},"inner":{"id":""},"list":[],"map":{},"maybe":null,"pet":{},"text":""}""", json);
    }

    [Fact]
    public void Drifts_come_in_document_order_each_once()
        => Assert.Equal(
            ["MissingProperty /inner/id", "WrongType /list/1", "MissingProperty /map/a~1b/id"],
            Client.Value.RoundTrip("Outer", """{"flag": true, "free": {}, "inner": {}, "list": [{"id": "a"}, 5], "map": {"a/b": {}}, "maybe": null, "pet": {"type": "cat"}, "text": ""}""").Drifts);

    [Fact]
    public void A_union_whose_variants_require_the_union_itself_can_be_empty()
    {
        ModelOfItself.AssertEmptyEnds("""{"type": "object", "required": ["left", "right"], "properties": {"left": {"$ref": "#/components/schemas/Expression"}, "right": {"$ref": "#/components/schemas/Expression"}}}""");
        ModelOfItself.AssertEmptyEnds("""{"type": "object", "required": ["operands"], "properties": {"operands": {"type": "array", "items": {"$ref": "#/components/schemas/Expression"}}}}""");
    }
}
