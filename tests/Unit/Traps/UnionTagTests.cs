using OpenCode.Client.Tests.Compilation;
using OpenCodeGen.Model;
using Xunit;

namespace OpenCode.Client.Tests.Traps;

/// <summary>Trap 1: a union's tag is a single-value enum or a const, under any name, anywhere in the object, and sometimes nested.</summary>
public sealed class UnionTagTests
{
    public static TheoryData<string> TagNames { get; } = ["type", "role", "status", "name", "_tag", "kind", "x-unheard-of"];

    [Theory]
    [MemberData(nameof(TagNames))]
    public void A_single_value_enum_is_a_tag_whatever_it_is_called(string tag)
    {
        UnionType union = Pets(tag, """{"type": "string", "enum": ["VALUE"]}""").Model().Union("Pet");

        Assert.Equal([tag], Assert.IsType<ByString>(union.Objects).Path);
        Assert.Equal(tag, union.Tag?.WireName);
    }

    [Theory]
    [InlineData("""{"type": "string", "const": "VALUE"}""")]
    [InlineData("""{"const": "VALUE"}""")]
    [InlineData("""{"enum": ["VALUE"]}""")]
    [InlineData("""{"type": "string", "enum": ["VALUE"], "default": "VALUE", "description": "d"}""")]
    public void A_tag_may_be_spelled_in_every_way_of_saying_one_value(string tag)
    {
        ClientModel model = Pets("type", tag).Model();

        Assert.Equal("type", model.Union("Pet").Tag?.WireName);
        Assert.Equal("cat", model.Object("Cat").Property("type").Constant);
    }

    [Fact]
    public void An_optional_single_value_is_no_tag_because_it_may_be_missing()
    {
        SpecBuilder spec = new SpecBuilder()
            .Schema("A", """{"type": "object", "properties": {"type": {"type": "string", "enum": ["a"]}, "one": {"type": "string"}}}""")
            .Schema("B", """{"type": "object", "properties": {"type": {"type": "string", "enum": ["b"]}, "two": {"type": "string"}}}""")
            .Schema("Either", """{"anyOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}""");

        Assert.Null(spec.Model().Union("Either").Tag);
    }

    [Fact]
    public void A_tag_is_found_first_last_in_the_middle_and_escaped()
    {
        CompiledClient client = CompiledClient.Of(Pets("type", """{"type": "string", "enum": ["VALUE"]}"""));

        Assert.Equal(("Cat", 0), Found("""{"type": "cat", "cat": 1, "more": {"type": "dog"}}"""));
        Assert.Equal(("Cat", 0), Found("""{"more": {"type": "dog"}, "cat": 1, "type": "cat"}"""));
        Assert.Equal(("Cat", 0), Found("""{"more": ["type", "dog"], "type": "cat", "cat": 1}"""));
        Assert.Equal(("Cat", 0), Found("""{"cat": 1, "t\u0079pe": "c\u0061t"}"""));
        Assert.Equal(("UnknownPet", 1), Found("""{"type": "cow", "cat": 1}"""));
        Assert.Equal(("UnknownPet", 1), Found("""{"type": "Cat", "cat": 1}"""));
        Assert.Equal(("UnknownPet", 1), Found("""{"type": null, "cat": 1}"""));
        Assert.Equal(("UnknownPet", 1), Found("""{"cat": 1}"""));
        Assert.Equal(("UnknownPet", 1), Found("[]"));

        (string, int) Found(string json)
        {
            (string type, _, string[] drifts) = client.RoundTrip("Pet", json);
            return (type, drifts.Length);
        }
    }

    [Fact]
    public void Variants_that_share_an_outer_tag_are_told_apart_by_the_nested_one()
    {
        SpecBuilder spec = new SpecBuilder()
            .Schema("Made", """{"type": "object", "required": ["type"], "properties": {"type": {"type": "string", "enum": ["made"]}}}""")
            .Schema("SyncMade", Sync("made"))
            .Schema("SyncGone", Sync("gone"))
            .Schema("Payload",
                """{"anyOf": [{"$ref": "#/components/schemas/Made"}, {"$ref": "#/components/schemas/SyncMade"}, {"$ref": "#/components/schemas/SyncGone"}]}""");
        CompiledClient client = CompiledClient.Of(spec);

        Assert.Equal("Made", client.RoundTrip("Payload", """{"type": "made"}""").Type);
        Assert.Equal("SyncMade", client.RoundTrip("Payload", """{"type": "sync", "syncEvent": {"type": "made"}}""").Type);
        Assert.Equal("SyncGone", client.RoundTrip("Payload", """{"syncEvent": {"id": "x", "type": "gone"}, "type": "sync"}""").Type);
        Assert.Equal("UnknownPayload", client.RoundTrip("Payload", """{"type": "sync", "syncEvent": {"type": "new"}}""").Type);
        Assert.Equal("UnknownPayload", client.RoundTrip("Payload", """{"type": "sync"}""").Type);
    }

    [Fact]
    public void The_125_payloads_of_a_global_event_are_all_told_apart()
    {
        ClientModel model = Repository.Generated("1.18.33").Model;
        UnionType payload = model.Union(ModelQueries.Spell(model.Object("GlobalEvent").Property("payload").Type));

        Assert.Equal(125, payload.Cases.Count);
        Assert.Equal(Enumerable.Range(0, 125), Chosen(payload.Objects).Distinct().Order());
    }

    [Fact]
    public void A_tag_may_be_called_like_a_member_that_every_model_has()
    {
        var spec = new SpecBuilder();
        foreach (string tag in new[] { "json", "decode", "writeTo", "value", "toString", "getType", "equals", "additionalProperties", "pet", "cat" })
        {
            spec.Schema("Cat-" + tag, Pet(tag, """{"type": "string", "enum": ["VALUE"]}""", "cat"))
                .Schema("Dog-" + tag, Pet(tag, """{"type": "string", "enum": ["VALUE"]}""", "dog"))
                .Schema("Pet-" + tag, $$"""{"anyOf": [{"$ref": "#/components/schemas/Cat-{{tag}}"}, {"$ref": "#/components/schemas/Dog-{{tag}}"}]}""");
        }

        ClientCompiler.AssertCompiles(ClientCompiler.Compile(spec.Generate()));
    }

    [Fact]
    public void A_tag_beside_a_property_that_differs_in_case_only_compiles()
    {
        static string Pet(string value)
            => $$"""{"type": "object", "required": ["type", "Type"], "properties": {"type": {"type": "string", "enum": ["{{value}}"]}, "Type": {"type": "integer"} } }""";

        ClientCompiler.AssertCompiles(ClientCompiler.Compile(new SpecBuilder()
            .Schema("Cat", Pet("cat")).Schema("Dog", Pet("dog"))
            .Schema("Pet", """{"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}""").Generate()));
    }

    internal static IEnumerable<int> Chosen(Decision? decision) => decision switch
    {
        ChosenCase chosen => [chosen.Case],
        ByString texts => texts.Values.SelectMany(v => Chosen(v.Value)).Concat(Chosen(texts.Otherwise)),
        ByBoolean truth => Chosen(truth.WhenTrue).Concat(Chosen(truth.WhenFalse)).Concat(Chosen(truth.Otherwise)),
        ByShape shapes => shapes.Shapes.Select(s => s.Key),
        _ => [],
    };

    private static SpecBuilder Pets(string tag, string schema) => new SpecBuilder()
        .Schema("Cat", Pet(tag, schema, "cat"))
        .Schema("Dog", Pet(tag, schema, "dog"))
        .Schema("Pet", """{"anyOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}""");

    private static string Pet(string tag, string schema, string value)
        => $$"""{"type": "object", "required": ["{{tag}}"], "properties": {"{{tag}}": {{schema.Replace("VALUE", value, StringComparison.Ordinal)}}, "x{{value}}": {"type": "integer"} } }""";

    private static string Sync(string value)
        => """{"type": "object", "required": ["type", "syncEvent"], "properties": {"type": {"type": "string", "enum": ["sync"]}, "syncEvent": {"type": "object", "required": ["type"], "properties": {"type": {"type": "string", "enum": ["VALUE"]}, "id": {"type": "string"}}}}}"""
            .Replace("VALUE", value, StringComparison.Ordinal);
}
