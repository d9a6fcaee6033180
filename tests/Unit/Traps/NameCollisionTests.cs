using OpenCode.Client.Tests.Compilation;
using OpenCode.Core.Operations;
using OpenCodeGen;
using OpenCodeGen.Model;
using OpenCodeGen.Shaping;
using Xunit;

namespace OpenCode.Client.Tests.Traps;

/// <summary>Traps 2 and 3: names collide after PascalCase, and a newcomer must not take the name of what was there before.</summary>
public sealed class NameCollisionTests
{
    private const string Text = """{"type": "object", "properties": {"text": {"type": "string"}}}""";
    private const string Count = """{"type": "object", "properties": {"count": {"type": "integer"}}}""";

    public static TheoryData<string, string> LookAlikes { get; } = new()
    {
        { "Event.tui.prompt.append", "EventTuiPromptAppend" },
        { "session.status", "SessionStatus" },
        { "output-format", "OutputFormat" },
        { "output_format", "output-format" },
        { "APIError", "ApiError" },
        { "FooBar", "Foobar" },
        { "userIDs", "UserIds" },
        { "ä", "Ä" },
    };

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public void Look_alikes_become_two_types_whatever_their_order(string first, string second)
    {
        ClientModel forward = new SpecBuilder().Schema(first, Text).Schema(second, Count).Model();
        ClientModel backward = new SpecBuilder().Schema(second, Count).Schema(first, Text).Model();

        Assert.Equal(2, forward.Objects.Select(o => o.Name).Distinct().Count());
        Assert.Equal(forward.Objects.Select(o => (o.Name, o.Place)), backward.Objects.Select(o => (o.Name, o.Place)));
    }

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public void Look_alikes_become_files_that_differ_on_every_file_system(string first, string second)
    {
        Generation generation = new SpecBuilder().Schema(first, Text).Schema(second, Count).Generate();

        Assert.Distinct(generation.Files.Select(f => f.Path), StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public void A_look_alike_that_comes_later_leaves_the_older_name_alone(string first, string second)
    {
        foreach ((string older, string newer) in new[] { (first, second), (second, first) })
        {
            Generation before = new SpecBuilder().Schema(older, Text).Generate();
            Generation after = new SpecBuilder().Schema(newer, Count).Schema(older, Text).Generate(before.Names);

            Assert.Equal(Assert.Single(before.Model.Objects).Name, after.Model.Objects.Single(o => o.Properties[0].WireName == "text").Name);
        }
    }

    [Fact]
    public void A_component_that_takes_the_natural_name_of_an_inline_object_gets_another()
    {
        const string model = """{"type": "object", "properties": {"api": {"type": "object", "properties": {"url": {"type": "string"}}}}}""";
        Generation before = new SpecBuilder().Schema("Model", model).Generate();
        Generation after = new SpecBuilder().Schema("ModelApi", Count).Schema("Model", model).Generate(before.Names);

        Assert.Equal("ModelApi", before.Model.TypeOf("Model", "api"));
        Assert.Equal("ModelApi", after.Model.TypeOf("Model", "api"));
        Assert.Equal("url", Assert.Single(after.Model.Object("ModelApi").Properties).WireName);
    }

    [Fact]
    public void The_name_of_a_type_that_left_is_not_given_to_another()
    {
        Generation before = new SpecBuilder().Schema("session.status", Text).Generate();
        Generation between = new SpecBuilder().Schema("Other", Text).Generate(before.Names);
        Generation after = new SpecBuilder().Schema("SessionStatus", Count).Generate(between.Names);

        Assert.NotEqual(Assert.Single(before.Model.Objects).Name, Assert.Single(after.Model.Objects).Name);
    }

    [Fact]
    public void A_path_segment_that_comes_later_leaves_the_older_property_alone()
    {
        const string answer = """{"type": "boolean"}""";
        Generation before = new SpecBuilder().Get("/foo_bar", answer).Generate();
        Generation after = new SpecBuilder().Get("/foo-bar", answer).Get("/foo_bar", answer).Generate(before.Names);

        Assert.Equal("FooBar", NameOf(before, "foo_bar"));
        Assert.Equal("FooBar", NameOf(after, "foo_bar"));
        Assert.NotEqual("FooBar", NameOf(after, "foo-bar"));

        static string? NameOf(Generation generation, string segment) => generation.Model.Builder("").Children.Single(c => c.Segment == segment).Name;
    }

    [Fact]
    public void A_member_that_comes_later_leaves_the_older_member_alone()
    {
        Generation before = new SpecBuilder().Schema("A", """{"type": "object", "properties": {"user_id": {"type": "string"}}}""").Generate();
        Generation after = new SpecBuilder().Schema("A", """{"type": "object", "properties": {"userID": {"type": "integer"}, "user_id": {"type": "string"}}}""")
            .Generate(before.Names);

        Assert.Equal("UserId", after.Model.Object("A").Property("user_id").Name);
        Assert.Equal("UserId2", after.Model.Object("A").Property("userID").Name);
    }

    [Fact]
    public void A_query_parameter_that_comes_later_leaves_the_older_one_alone()
    {
        Generation before = Query("user_id").Generate();
        Generation after = Query("user-id", "user_id").Generate(before.Names);

        Assert.Equal("UserId", before.Model.Queries.Single().Parameters.Single(p => p.WireName == "user_id").Name);
        Assert.Equal("UserId", after.Model.Queries.Single().Parameters.Single(p => p.WireName == "user_id").Name);
    }

    [Fact]
    public void An_operation_that_comes_earlier_in_order_leaves_the_query_class_of_another_alone()
    {
        const string three =
            """{"operationId": "ID", "parameters": [{"name": "a", "in": "query", "schema": {"type": "string"}}, {"name": "b", "in": "query", "schema": {"type": "string"}}, {"name": "c", "in": "query", "schema": {"type": "string"}}], "responses": {}}""";
        Generation before = new SpecBuilder().Operation("get", "/b", three.Replace("ID", "b.list", StringComparison.Ordinal)).Generate();
        Generation after = new SpecBuilder()
            .Operation("get", "/a", three.Replace("ID", "a.list", StringComparison.Ordinal))
            .Operation("get", "/b", three.Replace("ID", "b.list", StringComparison.Ordinal)).Generate(before.Names);

        Assert.Equal("BListQuery", before.Model.Operation("b.list").Query);
        Assert.Equal("BListQuery", after.Model.Operation("b.list").Query);
    }

    [Fact]
    public void The_two_output_formats_of_a_release_keep_both_names()
    {
        string[] names = Repository.Generated("1.18.33").Model.Types()
            .Where(t => t.Place.StartsWith("#/components/schemas/OutputFormat", StringComparison.Ordinal)).Select(t => t.Name).ToArray();

        Assert.Contains("OutputFormat", names);
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Members_and_values_that_collide_compile()
        => ClientCompiler.AssertCompiles(ClientCompiler.Compile(new SpecBuilder()
            .Schema("Odd",
                """{"type": "object", "required": ["A"], "properties": {"a": {"type": "string"}, "A": {"type": "string"}, "_a": {"type": "integer"}, "odd": {"type": "string"}, "Odd": {"type": "integer"}, "A2": {"type": "boolean"}}}""")
            .Schema("Values",
                """{"type": "string", "enum": ["a", "A", "-a", "+a", "a-", "1", "01", "", " ", "-", "--", "+", "values", "Value", "value", "FromValue", "😀", "é", "E\u0301", "quote\"", "line\nfeed", "back\\slash", "new", "\u2028"]}""")
            .Generate()));

    private static SpecBuilder Query(params string[] names)
    {
        IEnumerable<string> parameters = names.Select(n => $$"""{"name": "{{n}}", "in": "query", "schema": {"type": "string"} }""");
        return new SpecBuilder().Operation("get", "/x", $$"""{"operationId": "x", "parameters": [{{string.Join(",", parameters)}}], "responses": {} }""");
    }
}
