using System.Text;
using OpenCode.Client.Tests.Compilation;
using OpenCode.Core.Json;
using OpenCodeGen.Model;
using Xunit;

namespace OpenCode.Client.Tests.Traps;

/// <summary>The class of a union has what all its variants have, and what OpenCode's events tell wherever it stands.</summary>
public sealed class SharedMemberTests
{
    [Fact]
    public void A_union_has_the_members_that_all_variants_have_with_one_type()
    {
        UnionType union = Pets(
            """, "id": {"type": "string"}, "age": {"type": "integer"}, "mood": {"type": "string"}, "toy": {"type": "string"}, "tame": {"type": "boolean"}""",
            """, "id": {"type": "string"}, "age": {"type": "number"}, "mood": {"type": "string"}, "ball": {"type": "string"}, "tame": {"type": "boolean"}""",
            """["kind", "id", "mood", "tame"]""",
            """["kind", "id"]""").Model().Union("Pet");

        Assert.Equal([("Id", false), ("Mood", true)], union.Shared.Select(m => (m.Name, m.IsNullable)));
        Assert.Equal("Kind", union.Tag?.Name);
    }

    [Fact]
    public void A_variant_that_is_no_object_leaves_nothing_to_share()
        => Assert.Empty(new SpecBuilder()
            .Component("A", """{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}""")
            .Schema("Either", $$"""{"anyOf": [{{SpecBuilder.Reference("A")}}, {"type": "string"}]}""")
            .Model().Union("Either").Shared);

    /// <summary>Every kind of member, read through the class of the union from a known and from an unknown variant.</summary>
    [Fact]
    public void Known_and_unknown_variants_tell_their_shared_members_and_what_is_absent_is_empty_or_null()
    {
        const string members = """
            , "id": {"type": "string"}, "count": {"type": "integer"}, "note": {"type": "string"}, "limit": {"type": "number"}, "list": {"type": "array", "items": {"type": "string"}},
            "map": {"type": "object", "additionalProperties": {"type": "integer"}}, "any": {}, "free": {"type": "object"}, "mood": {"type": "string", "enum": ["good", "bad"]},
            "owner": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}, "maybe": {"type": "object", "properties": {"n": {"type": "integer"}}}
            """;
        const string required = """["kind", "id", "count", "list", "map", "any", "free", "mood", "owner"]""";
        CompiledClient client = CompiledClient.Of(Pets(members + """, "toy": {"type": "string"}""", members, required, required).Generate(), """
            #nullable enable
            namespace OpenCode;

            /// <summary>Reads through the union.</summary>
            public static class Reading
            {
                /// <summary>Reads.</summary>
                public static string Of(byte[] utf8)
                {
                    OpenCode.Models.Pet pet = new OpenCode.Core.Json.JsonDecoding().DecodeDocument(utf8, OpenCode.Models.Pet.Decode);
                    return $"{pet.GetType().Name}: {pet.Id} {pet.Count} {pet.Note ?? "null"} {pet.Limit?.ToString() ?? "null"} {string.Join("+", pet.List)} {pet.Map.Count} {pet.Any} {pet.Free} {pet.Mood} {pet.Owner.Name} {pet.Maybe?.N?.ToString() ?? "null"}";
                }
            }
            """);
        const string full = """ "id": "x", "count": 2, "note": "n", "limit": 1.5, "list": ["a", "b"], "map": {"k": 1}, "any": 7, "free": {}, "mood": "odd", "owner": {"name": "o"}, "maybe": {"n": 3}}""";

        Assert.Equal("Cat: x 2 n 1.5 a+b 1 7 {} odd o 3", Read("""{"kind": "cat",""" + full));
        Assert.Equal("UnknownPet: x 2 n 1.5 a+b 1 7 {} odd o 3", Read("""{"kind": "cow",""" + full));
        Assert.Equal("UnknownPet:  0 null null  0  {}   null", Read("""{"kind": "cow"}"""));
        Assert.Equal("UnknownPet:  0 null null  0  {}   null", Read("""{"kind": "cow", "id": 1, "count": "2", "note": {}, "limit": [], "list": "a", "map": 1, "any": null, "free": 1, "mood": 1, "owner": 1, "maybe": 1}"""));
        Assert.Equal("UnknownPet:  0 null null  0  {}   null", Read("7"));
        Assert.Equal("UnknownPet: \uFFFD 0 null null  0  {}   null", Read("""{"kind": "cow", "id": "\ud800"}"""));

        string Read(string json) => (string)client.Type("OpenCode.Reading").GetMethod("Of")!.Invoke(null, [Encoding.UTF8.GetBytes(json)])!;
    }

    [Fact]
    public void Members_whose_names_mean_something_else_in_a_union_are_not_shared()
    {
        const string members = """, "json": {"type": "string"}, "pet": {"type": "string"}, "unknown_pet": {"type": "string"}, "cat": {"type": "string"}, "decode": {"type": "string"}, "id": {"type": "string"}, "shared_id": {"type": "string"}""";
        UnionType union = Pets(members + """, "toy": {"type": "string"}""", members, """["kind"]""", """["kind"]""").Model().Union("Pet");

        Assert.DoesNotContain(union.Shared, m => m.Name is "Json" or "Pet" or "UnknownPet" or "Cat" or "Decode" or "Id");
        CompiledClient.Of(Pets(members, members + """, "toy": {"type": "string"}""", """["kind"]""", """["kind"]"""));
    }

    [Fact]
    public void A_wrapped_variant_hands_up_what_its_value_has()
    {
        SpecBuilder spec = new SpecBuilder()
            .Component("A", Tagged("a"))
            .Component("B", Tagged("b"))
            .Component("C", Tagged("c"))
            .Schema("First", $$"""{"anyOf": [{{SpecBuilder.Reference("A")}}, {{SpecBuilder.Reference("B")}}]}""")
            .Schema("Second", $$"""{"anyOf": [{{SpecBuilder.Reference("B")}}, {{SpecBuilder.Reference("C")}}]}""");
        UnionType second = spec.Model().Union("Second");

        Assert.Contains(second.Cases, c => c.WrapperName is not null);
        Assert.Equal(["Id"], second.Shared.Select(m => m.Name));
        CompiledClient.Of(spec);

        static string Tagged(string kind)
            => """{"type": "object", "required": ["kind", "id"], "properties": {"kind": {"type": "string", "enum": ["KIND"]}, "id": {"type": "string"}, "KIND": {"type": "string"}}}"""
                .Replace("KIND", kind, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_and_a_message_have_the_members_that_people_ask_for()
    {
        ClientModel model = Repository.Generated("1.18.33").Model;

        Assert.Equal([("Id", false), ("MessageId", false), ("SessionId", false)], Shared("Part"));
        Assert.Superset(new HashSet<(string, bool)> { ("Id", false), ("SessionId", false) }, Shared("Message").ToHashSet());
        Assert.Equal([("Id", false), ("SessionId", true)], Shared("Event"));

        IEnumerable<(string, bool)> Shared(string union) => model.Union(union).Shared.Select(m => (m.Name, m.IsNullable));
    }

    [Theory]
    [InlineData("1.2.27")]
    [InlineData("1.14.41")]
    [InlineData("1.18.33")]
    public void Every_union_of_an_event_stream_tells_the_session(string release)
    {
        ClientModel model = Repository.Generated(release).Model;
        IEnumerable<UnionType> unions = model.Operations.Where(o => o.Result == ResultKind.EventStream)
            .SelectMany(o => model.Objects
                .Where(m => m.Name == (o.ResultType as NamedRef)?.Name)
                .SelectMany(m => m.Properties.Select(p => (TypeRef?)p.Type))
                .Append(o.ResultType))
            .OfType<NamedRef>()
            .Where(t => t.Kind == NamedKind.Union)
            .Select(t => model.Union(t.Name));

        Assert.NotEmpty(unions);
        Assert.All(unions, u => Assert.Contains(u.Shared, m => m is { Name: "SessionId", IsNullable: true, IsSearched: true }));
    }

    private static SpecBuilder Pets(string ofCat, string ofDog, string requiredOfCat, string requiredOfDog) => new SpecBuilder()
        .Component("Cat", Pet("cat", ofCat, requiredOfCat))
        .Component("Dog", Pet("dog", ofDog, requiredOfDog))
        .Schema("Pet", $$"""{"anyOf": [{{SpecBuilder.Reference("Cat")}}, {{SpecBuilder.Reference("Dog")}}]}""");

    private static string Pet(string kind, string members, string required)
        => """{"type": "object", "required": REQUIRED, "properties": {"kind": {"type": "string", "enum": ["KIND"]}MEMBERS}}"""
            .Replace("REQUIRED", required, StringComparison.Ordinal)
            .Replace("KIND", kind, StringComparison.Ordinal)
            .Replace("MEMBERS", members, StringComparison.Ordinal);
}
