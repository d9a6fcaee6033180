using OpenCode.Client.Tests.Compilation;
using OpenCode.Core.Json;
using OpenCodeGen.Model;
using Xunit;

namespace OpenCode.Client.Tests.Traps;

/// <summary>Traps 10, 11 and 13: special numbers, maps beside properties, and the many objects without a name.</summary>
public sealed class SchemaTrapTests
{
    private const string NaN = """{"type": "string", "enum": ["NaN"]}""";
    private const string Infinity = """{"type": "string", "enum": ["Infinity"]}""";
    private const string Negative = """{"type": "string", "enum": ["-Infinity"]}""";

    /// <summary>A schema, and what it becomes.</summary>
    public static TheoryData<string, string> Types { get; } = new()
    {
        { $$"""{"anyOf": [{"type": "number"}, {{NaN}}, {{Infinity}}, {{Negative}}]}""", "AnyDouble" },
        { $$"""{"anyOf": [{{Negative}}, {"type": "number"}]}""", "AnyDouble" },
        { $$"""{"anyOf": [{"type": "number"}, {{NaN}}, {"type": "null"}]}""", "AnyDouble?" },
        { """{"anyOf": [{"type": "number"}, {"type": "string", "enum": ["NaN", "Infinity", "-Infinity"]}]}""", "AnyDouble" },
        { """{"anyOf": [{"type": "number"}, {"type": "string", "enum": ["auto"]}]}""", "HolderIt" },
        { """{"anyOf": [{"type": "integer"}, {"type": "boolean", "enum": [false]}]}""", "IntegerOrFalse" },
        { """{"anyOf": [{"type": "integer"}, {"type": "boolean", "const": false}]}""", "IntegerOrFalse" },
        { """{"anyOf": [{"type": "integer"}, {"type": "boolean", "enum": [true]}]}""", "HolderIt" },
        { """{"anyOf": [{"type": "integer"}, {"type": "boolean"}]}""", "HolderIt" },
        { """{"anyOf": [{"type": "string"}, {"type": "null"}]}""", "String?" },
        { """{"type": ["string", "null"]}""", "String?" },
        { """{"type": ["null", "integer"]}""", "Int64?" },
        { """{"anyOf": [{"type": "string"}, {"type": "string", "enum": ["a"]}]}""", "HolderIt" },
        { """{"anyOf": [{"type": "boolean"}, {"type": "string", "enum": ["notify"]}]}""", "HolderIt" },
        { """{"type": "integer"}""", "Int64" },
        { """{"type": "integer", "enum": [1, 2]}""", "Int64" },
        { """{"type": "integer", "maximum": 9007199254740991, "exclusiveMinimum": 0}""", "Int64" },
        { """{"type": "number"}""", "Double" },
        { """{"type": ["integer", "number"]}""", "Double" },
        { """{"type": "string", "format": "date-time"}""", "String" },
        { "{}", "Element" },
        { """{"description": "anything"}""", "Element" },
        { """{"type": "object"}""", "FreeObject" },
        { """{"type": "object", "additionalProperties": {}}""", "FreeObject" },
        { """{"type": "object", "additionalProperties": true}""", "FreeObject" },
        { """{"type": "object", "additionalProperties": {"type": "string"}}""", "{String}" },
        { """{"type": "object", "additionalProperties": {"type": ["string", "null"]}}""", "{String?}" },
        { """{"type": "object", "patternProperties": {"^x": {"type": "integer"}}}""", "{Int64}" },
        { """{"type": "object", "unevaluatedProperties": {"type": "string"}}""", "{String}" },
        { """{"type": "object", "propertyNames": {"type": "string"}, "additionalProperties": {"type": "boolean"}}""", "{Boolean}" },
        { """{"type": "array"}""", "[Element]" },
        { """{"type": "array", "items": {"type": "string"}, "minItems": 1}""", "[String]" },
        { """{"type": "array", "prefixItems": [{"type": "string"}, {"type": "object"}]}""", "[Element]" },
        { """{"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}""", "[String?]" },
        { """{"type": "string", "contentMediaType": "application/json", "contentSchema": {"type": "object", "properties": {"a": {"type": "string"}}}}""",
            "String" },
        { """{"allOf": [{"$ref": "#/components/schemas/Other"}], "description": "d"}""", "Other" },
        { """{"$ref": "#/components/schemas/Other", "description": "a reference with siblings"}""", "Other" },
        { """{"anyOf": [{"$ref": "#/components/schemas/Other"}, {"type": "null"}]}""", "Other?" },
        { """{"anyOf": [{"$ref": "#/components/schemas/Other"}]}""", "Other" },
        { """{"anyOf": [{"$ref": "#/components/schemas/Other"}, {"$ref": "#/components/schemas/Other"}]}""", "Other" },
        { """{"anyOf": [{"$ref": "#/components/schemas/Other"}, {"not": {}}]}""", "Other" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void A_schema_becomes_the_narrowest_honest_type(string schema, string type)
        => Assert.Equal(type, Holder(schema).Model().TypeOf("Holder", "it"));

    [Fact]
    public void Every_one_of_these_schemas_compiles()
    {
        var spec = new SpecBuilder().Component("Other", """{"type": "object", "properties": {"a": {"type": "string"}}}""");
        int number = 0;
        foreach (TheoryDataRow<string, string> row in Types)
        {
            number++;
            spec.Schema($"Required{number}", Property(row.Data.Item1, isRequired: true))
                .Schema($"Optional{number}", Property(row.Data.Item1, isRequired: false))
                .Schema($"Listed{number}", Property($$"""{"type": "array", "items": {{row.Data.Item1}} }""", isRequired: true))
                .Schema($"Bare{number}", row.Data.Item1);
        }

        ClientCompiler.AssertCompiles(ClientCompiler.Compile(spec.Generate()));
    }

    [Fact]
    public void Trap_10_The_two_infinities_do_not_collide_as_names()
    {
        EnumType values = new SpecBuilder().Schema("Special", """{"type": "string", "enum": ["Infinity", "-Infinity", "NaN", "-1", "1", "+1"]}""").Model()
            .Enum("Special");

        Assert.Equal(6, values.Values.Select(v => v.Name).Distinct().Count());
        Assert.Equal("NegativeInfinity", values.Values.Single(v => v.Wire == "-Infinity").Name);
    }

    [Fact]
    public void Trap_11_Properties_beside_typed_further_properties_are_both_kept()
    {
        SpecBuilder spec = new SpecBuilder()
            .Schema("Agent", """{"type": "object", "properties": {"name": {"type": "string"}}, "additionalProperties": {"type": "integer"}}""");
        CompiledClient client = CompiledClient.Of(spec);

        Assert.Equal("Int64", ModelQueries.Spell(spec.Model().Object("Agent").Additional));
        Assert.Equal(("Agent", """{"name":"a","x":1,"y":2}"""), Shape(client.RoundTrip("Agent", """{"x": 1, "name": "a", "y": 2}""")));
        Assert.Equal(["WrongType /x"], client.RoundTrip("Agent", """{"x": "no", "name": "a"}""").Drifts);

        static (string, string) Shape((string Type, string Json, string[] Drifts) result) => (result.Type, result.Json);
    }

    [Fact]
    public void Trap_11_A_property_that_can_have_no_value_is_no_property()
    {
        ObjectType type = new SpecBuilder().Schema("A", """{"type": "object", "required": ["b"], "properties": {"a": {"not": {}}, "b": {"type": "string"}}}""")
            .Model().Object("A");

        Assert.Equal(["b"], type.Properties.Select(p => p.WireName));
    }

    [Fact]
    public void Trap_13_Inline_objects_are_named_after_their_place()
    {
        ClientModel model = new SpecBuilder().Schema("Session", """
            {"type": "object", "properties": {
                "time": {"type": "object", "properties": {"created": {"type": "number"}}},
                "entries": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}},
                "agents": {"type": "object", "additionalProperties": {"type": "object", "properties": {"key": {"type": "string"}}}}
            }}
            """).Model();

        Assert.Equal(("SessionTime", "[SessionEntry]", "{SessionAgent}"), (model.TypeOf("Session", "time"), model.TypeOf("Session", "entries"),
            model.TypeOf("Session", "agents")));
    }

    [Fact]
    public void Trap_13_Identical_shapes_in_the_same_role_share_a_type_and_others_do_not()
    {
        const string time = """{"type": "object", "required": ["start"], "properties": {"start": {"type": "number"}}}""";
        ClientModel model = new SpecBuilder()
            .Schema("A", $$"""{"type": "object", "properties": {"time": {{time}}, "span": {{time}} } }""")
            .Schema("B", $$"""{"type": "object", "properties": {"time": {{time}} } }""").Model();

        Assert.Equal(model.TypeOf("A", "time"), model.TypeOf("B", "time"));
        Assert.NotEqual(model.TypeOf("A", "time"), model.TypeOf("A", "span"));
    }

    [Fact]
    public void Trap_13_No_type_of_a_release_is_anonymous()
        => Assert.All(Repository.Releases.SelectMany(r => Repository.Generated(r).Model.Types()),
            t => Assert.DoesNotContain("Anonymous", t.Name, StringComparison.Ordinal));

    private static SpecBuilder Holder(string schema) => new SpecBuilder()
        .Component("Other", """{"type": "object", "properties": {"a": {"type": "string"}}}""")
        .Schema("Holder", Property(schema, isRequired: true));

    private static string Property(string schema, bool isRequired)
        => $$"""{"type": "object", "required": [{{(isRequired ? "\"it\"" : "")}}], "properties": {"it": {{schema}} } }""";
}
