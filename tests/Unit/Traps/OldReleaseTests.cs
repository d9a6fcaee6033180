using System.Text;
using OpenCode.Core.Operations;
using OpenCodeGen;
using OpenCodeGen.Model;
using Xunit;

namespace OpenCode.Client.Tests.Traps;

/// <summary>Traps 14 and 15: what old releases do differently, and the version that says nothing.</summary>
public sealed class OldReleaseTests
{
    public static TheoryData<string> Banners { get; } =
    [
        "Performing one time database migration, may take a few minutes...\n",
        "Performing migration\r\n100%\r\n",
        "\nPerforming migration\n",
        "[migrate] done\n",
        "\u001b[32mPerforming migration\u001b[0m\n\n",
        "\uFEFF",
        "\n\n",
    ];

    [Theory]
    [MemberData(nameof(Banners))]
    public void Trap_14_A_banner_before_the_document_is_skipped(string banner)
    {
        string document = new SpecBuilder().Get("/x", """{"type": "boolean"}""").ToJson();

        Assert.Single(Generation.Run(Encoding.UTF8.GetBytes(banner + document), "test.json").Model.Operations);
    }

    [Fact]
    public void Trap_14_A_parameter_given_twice_counts_once()
    {
        ClientModel model =
            new SpecBuilder().Operation("get", "/x",
                """{"operationId": "x", "parameters": [{"name": "directory", "in": "query", "schema": {"type": "string"}}, {"name": "directory", "in": "query", "schema": {"type": "string"}}], "responses": {}}""").Model();

        Assert.Single(Assert.Single(model.Queries).Parameters);
    }

    [Fact]
    public void Trap_14_An_operation_id_may_hold_colons_or_be_given_twice_or_not_at_all()
    {
        ClientModel model = new SpecBuilder()
            .Operation("get", "/a", """{"operationId": "tui:open:help", "responses": {}}""")
            .Operation("get", "/b", """{"operationId": "tui:open:help", "responses": {}}""")
            .Operation("get", "/c", """{"responses": {}}""")
            .Operation("post", "/c", """{"operationId": "", "responses": {}}""").Model();

        Assert.Equal(["GetC", "PostC", "TuiOpenHelp", "TuiOpenHelp2"], model.Operations.Select(o => o.Name).Order(StringComparer.Ordinal));
        Assert.Equal(2, model.Operations.Count(o => o.Id == "tui:open:help"));
    }

    [Fact]
    public void Trap_14_A_discriminator_with_oneOf_and_a_mapping_is_a_tag()
    {
        ClientModel model = new SpecBuilder()
            .Schema("TextPart", """{"type": "object", "required": ["type"], "properties": {"type": {"type": "string", "const": "text"}}}""")
            .Schema("FilePart", """{"type": "object", "required": ["type"], "properties": {"type": {"type": "string", "const": "file"}}}""")
            .Schema("Part",
                """{"oneOf": [{"$ref": "#/components/schemas/TextPart"}, {"$ref": "#/components/schemas/FilePart"}], "discriminator": {"propertyName": "type", "mapping": {"text": "#/components/schemas/TextPart", "file": "#/components/schemas/FilePart"}}}""").Model();

        Assert.Equal("type", model.Union("Part").Tag?.WireName);
    }

    [Fact]
    public void Trap_14_A_discriminator_over_variants_whose_tag_is_any_text_is_honoured()
    {
        ClientModel model = new SpecBuilder()
            .Schema("TextPart", """{"type": "object", "required": ["type"], "properties": {"type": {"type": "string"}, "text": {"type": "string"}}}""")
            .Schema("FilePart", """{"type": "object", "required": ["type"], "properties": {"type": {"type": "string"}, "file": {"type": "string"}}}""")
            .Schema("Part",
                """{"oneOf": [{"$ref": "#/components/schemas/TextPart"}, {"$ref": "#/components/schemas/FilePart"}], "discriminator": {"propertyName": "type", "mapping": {"text": "#/components/schemas/TextPart", "file": "#/components/schemas/FilePart"}}}""").Model();

        Assert.Equal(["type"], Assert.IsType<ByString>(model.Union("Part").Objects).Path);
    }

    [Fact]
    public void Trap_14_A_document_of_OpenAPI_3_0_has_nullable_instead_of_null()
    {
        ClientModel model =
            new SpecBuilder("3.0.3").Schema("A",
                """{"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string", "nullable": true}, "b": {"type": "integer", "minimum": 0, "exclusiveMinimum": true}}}""").Model();

        Assert.Equal(("String?", "Int64"), (model.TypeOf("A", "a"), model.TypeOf("A", "b")));
    }

    [Theory]
    [InlineData("1.0.0")]
    [InlineData("0.0.3")]
    [InlineData("")]
    [InlineData("99")]
    public void Trap_15_The_version_in_the_document_changes_nothing(string version)
    {
        string document = new SpecBuilder().Get("/x", """{"type": "boolean"}""").ToJson();
        Generation plain = Generation.Run(Encoding.UTF8.GetBytes(document), "a.json");
        Generation other =
            Generation.Run(Encoding.UTF8.GetBytes(document.Replace("\"version\":\"1\"", $"\"version\":\"{version}\"", StringComparison.Ordinal)), "a.json");

        Assert.Equal(plain.Files, other.Files);
    }
}
