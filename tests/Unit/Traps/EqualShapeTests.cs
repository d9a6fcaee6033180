using OpenCodeGen;
using OpenCodeGen.Model;
using OpenCodeGen.Shaping;
using Xunit;

namespace OpenCode.Client.Tests.Traps;

/// <summary>Objects of equal shape are one type; what differs in anything that a user can see stays two.</summary>
public sealed class EqualShapeTests
{
    private const string Asked = """{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "text": {"type": "string"}, "count": {"type": "integer"}}}""";

    [Fact]
    public void A_component_gives_its_name_to_inline_objects_wherever_they_sort()
    {
        ClientModel model = new SpecBuilder()
            .Schema("AskedEvent", Holding("details", Asked))
            .Schema("Request", Asked)
            .Model();

        Assert.Equal(("Request", "#/components/schemas/Request"), (model.TypeOf("AskedEvent", "details"), model.Object("Request").Place));
        Assert.DoesNotContain(model.Objects, t => t.Name == "AskedEventDetails");
    }

    [Fact]
    public void Of_inline_objects_the_curated_name_wins_and_else_the_shortest()
    {
        SpecBuilder spec = new SpecBuilder()
            .Schema("Longer", Holding("details", Asked))
            .Schema("Short", Holding("data", Asked))
            .Schema("Zoo", Holding("something", Asked));

        Assert.Equal(("ShortData", "ShortData", "ShortData"), Types(spec.Model()));
        Assert.Equal(("Curated", "Curated", "Curated"), Types(spec.Model(curated: Curate("#/components/schemas/Zoo/properties/something", "Curated"))));

        static (string Longer, string Short, string Zoo) Types(ClientModel model)
            => (model.TypeOf("Longer", "details"), model.TypeOf("Short", "data"), model.TypeOf("Zoo", "something"));
    }

    [Theory]
    [InlineData("fewer members", """{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "text": {"type": "string"}}}""")]
    [InlineData("optionality", """{"type": "object", "required": ["id", "text"], "properties": {"id": {"type": "string"}, "text": {"type": "string"}, "count": {"type": "integer"}}}""")]
    [InlineData("type", """{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "text": {"type": "string"}, "count": {"type": "number"}}}""")]
    [InlineData("null", """{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "text": {"type": ["string", "null"]}, "count": {"type": "integer"}}}""")]
    [InlineData("wire name", """{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "Text": {"type": "string"}, "count": {"type": "integer"}}}""")]
    [InlineData("tag", """{"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "enum": ["a"]}, "text": {"type": "string"}, "count": {"type": "integer"}}}""")]
    [InlineData("additional", """{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "text": {"type": "string"}, "count": {"type": "integer"}}, "additionalProperties": {"type": "string"}}""")]
    [InlineData("deprecation", """{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "text": {"type": "string", "deprecated": true}, "count": {"type": "integer"}}}""")]
    public void What_differs_stays_two(string difference, string other)
    {
        ClientModel model = new SpecBuilder().Schema("One", Asked).Schema("Two", other).Model();

        Assert.True(model.Objects.Count == 2, difference);
    }

    [Fact]
    public void Small_objects_that_are_equal_by_chance_stay_two()
        => Assert.Equal(
            ["Category", "Tag"],
            new SpecBuilder()
                .Schema("Category", """{"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}""")
                .Schema("Tag", """{"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}""")
                .Model().Objects.Select(o => o.Name));

    [Theory]
    [InlineData("", "The id.", 1)]
    [InlineData("The id.", "The id.", 1)]
    [InlineData("The id.", "Another id.", 2)]
    public void Documentation_may_be_absent_but_not_different(string one, string other, int types)
    {
        ClientModel model = new SpecBuilder().Schema("One", Documented(one)).Schema("Other", Documented(other)).Model();

        Assert.Equal(types, model.Objects.Count);
        Assert.Equal(other, model.Objects[^1].Property("id").Summary);

        static string Documented(string text) => Asked.Replace(
            """{"id": {"type": "string"}""", $$"""{"id": {"type": "string", "description": "{{text}}"}""", StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_inside_follows_whatever_its_size_and_kind()
    {
        string whole = Asked.Replace("""{"type": "integer"}""", """{"type": "object", "properties": {"kind": KIND, "inner": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}}}}""", StringComparison.Ordinal);
        ClientModel model = new SpecBuilder()
            .Component("Kind", """{"type": "string", "enum": ["a", "b"]}""")
            .Schema("First", whole.Replace("KIND", """{"type": "string", "enum": ["b", "a"]}""", StringComparison.Ordinal))
            .Schema("Second", whole.Replace("KIND", SpecBuilder.Reference("Kind"), StringComparison.Ordinal))
            .Model();

        Assert.Equal(["First", "FirstCount", "FirstCountInnerItem"], model.Objects.Select(o => o.Name));
        Assert.Equal(["Kind"], model.Enums.Select(e => e.Name));
    }

    [Fact]
    public void Types_that_contain_themselves_can_be_equal()
    {
        ClientModel model = new SpecBuilder().Schema("Node", Recursive("Node")).Schema("TreeNode", Recursive("TreeNode")).Model();

        Assert.Equal("Node", Assert.Single(model.Objects).Name);

        static string Recursive(string name)
            => """{"type": "object", "properties": {"id": {"type": "string"}, "text": {"type": "string"}, "children": {"type": "array", "items": ITEM}}}"""
                .Replace("ITEM", SpecBuilder.Reference(name), StringComparison.Ordinal);
    }

    [Fact]
    public void Variants_of_one_union_stay_two()
    {
        ClientModel model = new SpecBuilder()
            .Component("A", Asked)
            .Component("B", Asked)
            .Schema("Either", $$"""{"anyOf": [{{SpecBuilder.Reference("A")}}, {{SpecBuilder.Reference("B")}}]}""")
            .Model();

        Assert.Equal(2, model.Union("Either").Cases.Count);
    }

    [Fact]
    public void Variants_of_equal_unions_bring_their_unions_along()
    {
        ClientModel model = new SpecBuilder()
            .Schema("Old", Holding("choice", Choice("""{"type": "string"}""")))
            .Schema("New", Holding("pick", Choice("""{"type": "string"}""")))
            .Model();

        UnionType union = Assert.Single(model.Unions);
        Assert.Equal((union.Name, union.Name), (model.TypeOf("Old", "choice"), model.TypeOf("New", "pick")));
        Assert.All(union.Cases, c => Assert.Null(c.WrapperName));
    }

    [Fact]
    public void Variants_of_unions_that_differ_stay_two_so_that_none_must_be_wrapped()
    {
        ClientModel model = new SpecBuilder()
            .Schema("Old", Holding("choice", Choice("""{"type": "string"}""")))
            .Schema("New", Holding("pick", Choice("""{"type": "integer"}""")))
            .Model();

        Assert.Equal(2, model.Unions.Count);
        Assert.All(model.Unions.SelectMany(u => u.Cases), c => Assert.Null(c.WrapperName));
    }

    [Fact]
    public void Names_that_the_lock_or_a_person_gave_stay_two_and_a_new_place_joins_the_first()
    {
        SpecBuilder spec = new SpecBuilder().Schema("Old", Asked).Schema("New", Asked);
        NameLock locked = NameLock.Empty();
        locked.Set("types", "#/components/schemas/Old", "OldName");
        locked.Set("types", "#/components/schemas/New", "NewName");

        Assert.Equal(["NewName", "OldName"], spec.Model(locked).Objects.Select(o => o.Name));
        Assert.Equal(["Best", "Better"], spec.Model(curated: Curate("Old", "Best", "New", "Better")).Objects.Select(o => o.Name));
        Assert.Equal(["NewName", "OldName"], spec.Schema("Third", Asked).Model(locked).Objects.Select(o => o.Name));
    }

    [Fact]
    public void When_equal_shapes_part_the_component_keeps_its_name()
    {
        NameLock before = new SpecBuilder().Schema("AskedEvent", Holding("details", Asked)).Schema("Request", Asked).Generate().Names;
        ClientModel after = new SpecBuilder()
            .Schema("AskedEvent", Holding("details", Asked.Replace("integer", "number", StringComparison.Ordinal)))
            .Schema("Request", Asked)
            .Model(before);

        Assert.Equal(("AskedEventDetails", "Int64"), (after.TypeOf("AskedEvent", "details"), after.TypeOf("Request", "count")));
    }

    [Fact]
    public void When_equal_components_part_each_has_the_name_that_is_its_own()
    {
        const string later = """{"type": "object", "properties": {"other": {"type": "string"}}}""";
        NameLock before = new SpecBuilder().Schema("AnotherLong", Asked).Schema("Zoo", Asked).Generate().Names;
        ClientModel after = new SpecBuilder().Schema("AnotherLong", later).Schema("Zoo", Asked).Model(before);

        Assert.Equal("Zoo", before.Find("types", "#/components/schemas/AnotherLong"));
        Assert.Equal([("AnotherLong", "other"), ("Zoo", "count")], after.Objects.Select(o => (o.Name, o.Properties[0].WireName)));
    }

    [Fact]
    public void A_permission_is_the_same_type_in_a_list_and_in_an_event()
        => Assert.Equal("PermissionRequest", Repository.Generated("1.18.33").Model.TypeOf("EventPermissionAsked", "properties"));

    /// <summary>Two objects with a tag each, of which one is too small to be equal for itself.</summary>
    private static string Choice(string type) => """
        {"anyOf": [
            {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string", "enum": ["large"]}, "a": {"type": "string"}, "b": {"type": "string"}}},
            {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string", "enum": ["small"]}, "c": TYPE}}]}
        """.Replace("TYPE", type, StringComparison.Ordinal);

    private static string Holding(string property, string schema)
        => """{"type": "object", "properties": {"NAME": SCHEMA}}"""
            .Replace("NAME", property, StringComparison.Ordinal)
            .Replace("SCHEMA", schema, StringComparison.Ordinal);

    private static CuratedNames Curate(params string[] pairs)
    {
        IEnumerable<string> types = pairs.Chunk(2).Select(p => $$"""
            "{{p[0]}}": {"name": "{{p[1]}}", "reason": "test"}
            """);
        return CuratedNames.Parse(System.Text.Encoding.UTF8.GetBytes($"{{\"types\": {{{string.Join(", ", types)}}}}}"), "names.json");
    }
}
