using System.Text;
using System.Text.Json.Nodes;
using OpenCodeGen.Dialects;
using OpenCodeGen.Preparing;
using OpenCodeGen.Reading;
using Xunit;

namespace OpenCode.Client.Tests.Preparing;

/// <summary>How small documents are put for NSwag, which reads OpenAPI 3.0 and inheritance instead of choices.</summary>
public sealed class NSwagAdaptationTests
{
    private const string Cat = """{"type":"object","required":["kind"],"properties":{"kind":{"type":"string","enum":["cat"]}}}""";
    private const string Dog = """{"type":"object","required":["kind","age"],"properties":{"kind":{"const":"dog"},"age":{"type":"number"}}}""";

    /// <summary>A schema and what it becomes.</summary>
    public static TheoryData<string, string> Schemas => new()
    {
        { """{"type":["string","null"]}""", """{"type":"string","nullable":true}""" },
        { """{"type":["string","null"],"enum":["a",null]}""", """{"type":"string","nullable":true,"pattern":"^a$"}""" },
        { """{"type":["string","number"]}""", "{}" },
        { """{"type":"null"}""", """{"nullable":true}""" },
        { """{"anyOf":[{"type":"string"},{"type":"null"}],"description":"d"}""", """{"description":"d","type":"string","nullable":true}""" },
        { """{"anyOf":[{"type":"object","properties":{"x":{"type":["string","null"]}}},{"type":"null"}]}""",
            """{"type":"object","properties":{"x":{"type":"string","nullable":true}},"nullable":true}""" },
        { """{"oneOf":[{"$ref":"#/components/schemas/Cat"},{"type":"null"}]}""", """{"allOf":[{"$ref":"#/components/schemas/Cat"}],"nullable":true}""" },
        { """{"type":"string","const":"a"}""", """{"type":"string","pattern":"^a$"}""" },
        { """{"const":true}""", """{"type":"boolean"}""" },
        { """{"type":"number","exclusiveMinimum":0}""", """{"type":"number","exclusiveMinimum":true,"minimum":0}""" },
        { """{"type":"number","minimum":1,"exclusiveMinimum":0}""", """{"type":"number","minimum":1}""" },
        { """{"type":"number","maximum":1,"exclusiveMaximum":1}""", """{"type":"number","maximum":1,"exclusiveMaximum":true}""" },
        { """{"type":"number","minimum":0,"exclusiveMinimum":true}""", """{"type":"number","minimum":0,"exclusiveMinimum":true}""" },
        { """{"type":"string","examples":["a","b"]}""", """{"type":"string","example":"a"}""" },
        { """{"type":"array","prefixItems":[{"type":"string"}]}""", """{"type":"array","items":{}}""" },
        { """{"type":"object","patternProperties":{"^x":{"type":"string"}},"additionalProperties":false}""", """{"type":"object"}""" },
        { """{"type":"string","contentMediaType":"application/json","contentSchema":{"type":"string"}}""", """{"type":"string"}""" },
        { """{"anyOf":[{"type":"string","enum":["a"]},{"type":"string","pattern":"^#"}],"description":"d"}""", """{"type":"string","description":"d"}""" },
        { """{"anyOf":[{"type":"integer"},{"type":"number"}]}""", """{"type":"number"}""" },
        { """{"anyOf":[{"type":"boolean"},{"$ref":"#/components/schemas/Cat"},{"type":"null"}]}""", """{"nullable":true}""" },
        { """{"anyOf":[{"type":"number"},{"type":"string","enum":["NaN"]}]}""", """{"type":"number"}""" },
        { """{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"object","properties":{"a":{"type":"number"},"b":{}}}]}""",
            """{"type":"object","properties":{"a":{},"b":{}}}""" },
        { """{"type":"object","properties":{"a":{}},"anyOf":[{"required":["a"]},{"required":["b"]}]}""", """{"type":"object","properties":{"a":{}}}""" },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_schema_is_put_in_the_words_of_OpenAPI_3_0(string schema, string expected)
    {
        JsonNode prepared = Prepare(new SpecBuilder().Schema("X", schema).Component("Cat", Cat), out PreparedDocument result);

        Assert.Equal(expected, prepared["components"]!["schemas"]!["X"]!.ToJsonString());
        Assert.Equal("3.0.4", (string?)prepared["openapi"]);
        Assert.Empty(result.Unsaid);
    }

    [Fact]
    public void Types_of_a_choice_inherit_from_it_and_lose_the_tag_that_the_base_has()
    {
        JsonNode prepared = Prepare(Pets("""{"description":"d","anyOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/Dog"}]}"""), out _);

        JsonNode schemas = prepared["components"]!["schemas"]!;
        Assert.Equal(
            """
            {"description":"d","type":"object","required":["kind"],"properties":{"kind":{"type":"string"}},
            "discriminator":{"propertyName":"kind","mapping":{"cat":"#/components/schemas/Cat","dog":"#/components/schemas/Dog"}}}
            """.ReplaceLineEndings(""),
            schemas["X"]!.ToJsonString());
        Assert.Equal("""{"allOf":[{"$ref":"#/components/schemas/X"},{"type":"object","properties":{}}]}""", schemas["Cat"]!.ToJsonString());
        Assert.Equal(
            """{"allOf":[{"$ref":"#/components/schemas/X"},{"type":"object","properties":{"age":{"type":"number"}},"required":["age"]}]}""",
            schemas["Dog"]!.ToJsonString());
    }

    [Fact]
    public void Choices_that_share_types_have_one_base()
    {
        const string Both = """{"anyOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/Dog"}]}""";
        const string Fish = """{"type":"object","required":["kind"],"properties":{"kind":{"type":"string","enum":["fish"]}}}""";
        string wide = Both.Replace("]}", $",{Fish}]}}", StringComparison.Ordinal);

        const string Owner = """{"type":"object","properties":{"pet":BOTH,"x":{"$ref":"#/components/schemas/X"}}}""";
        SpecBuilder document = Pets(Both).Schema("Wide", wide).Schema("Owner", Owner.Replace("BOTH", Both, StringComparison.Ordinal));

        JsonNode prepared = Prepare(document, out _);

        JsonNode schemas = prepared["components"]!["schemas"]!;
        Assert.Null(schemas["X"]);
        Assert.Equal(["cat", "dog", "fish"], schemas["Wide"]!["discriminator"]!["mapping"]!.AsObject().Select(static m => m.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            """{"type":"object","properties":{"pet":{"$ref":"#/components/schemas/Wide"},"x":{"$ref":"#/components/schemas/Wide"}}}""",
            schemas["Owner"]!.ToJsonString());
    }

    [Fact]
    public void A_type_that_two_choices_tell_apart_in_different_ways_inherits_from_the_wider_one()
    {
        const string Other = """{"type":"object","required":["kind"],"properties":{"kind":{"type":"string","enum":["cat"]},"stripes":{"type":"number"}}}""";
        SpecBuilder document = Pets("""{"anyOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/Dog"}]}""")
            .Component("Other", Other).Schema("Y", """{"anyOf":[{"$ref":"#/components/schemas/Other"},{"$ref":"#/components/schemas/Dog"}]}""");

        JsonNode prepared = Prepare(document, out PreparedDocument result);

        Assert.Equal("{}", prepared["components"]!["schemas"]!["Y"]!.ToJsonString());
        Assert.Contains(result.Adaptations, static a => a is { Id: "any-values", Places: ["#/components/schemas/Y"] });
    }

    [Fact]
    public void An_object_without_a_name_is_called_by_its_place()
    {
        const string Inner = """{"type":"object","properties":{"at":{"type":["object","null"],"properties":{"x":{"type":"number"}}}}}""";
        SpecBuilder document = new SpecBuilder().Schema("X", $$"""{"type":"object","properties":{"list":{"type":"array","items":{{Inner}} } } }""")
            .Operation("post", "/pets", $$"""
                {"operationId":"pet.add","requestBody":{"content":{"application/json":{"schema":{{Inner}} } } },"responses":{{SpecBuilder.Answer(Inner)}} }
                """);

        JsonNode prepared = Prepare(document, out _);

        Assert.Equal(
            ["PetAddBody", "PetAddBodyAt", "PetAddResponse", "PetAddResponseAt", "X", "XListItem", "XListItemAt"],
            prepared["components"]!["schemas"]!.AsObject().Select(static s => s.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            """{"type":"object","properties":{"at":{"nullable":true,"allOf":[{"$ref":"#/components/schemas/XListItemAt"}]}}}""",
            prepared["components"]!["schemas"]!["XListItem"]!.ToJsonString());
    }

    private static SpecBuilder Pets(string choice) => new SpecBuilder().Component("Cat", Cat).Component("Dog", Dog).Schema("X", choice);

    private static JsonNode Prepare(SpecBuilder document, out PreparedDocument result)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(document.ToJson());
        result = PreparedDocument.Create(utf8, SpecReader.Read(utf8, "test", Dialect.Standard), PreparationTarget.NSwag);
        return JsonNode.Parse(result.Utf8.Span)!;
    }
}
