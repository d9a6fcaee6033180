using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OpenCode.Client.Tests.Compilation;
using OpenCode.Workbench;
using OpenCodeGen;
using OpenCodeGen.Model;
using OpenCodeGen.Shaping;
using Xunit;

namespace OpenCode.Client.Tests.Docs;

/// <summary>Documentation of generated code says something: what a person wrote, what the document says, or nothing.</summary>
public sealed class CuratedDocsTests
{
    private static readonly string[] _sayNothing = ["The property <c>", "The model <c>", "The query parameter <c>", "The union <c>"];

    private static readonly Lazy<Generation> _client = new(() => Generation.Run(
        Repository.Spec("1.18.33"), "openapi.json", Repository.CommittedLock(), Repository.Curated, Repository.Docs));

    [Fact]
    public void What_people_meet_is_documented_and_no_text_is_stale()
    {
        Assert.True(Repository.Docs.MemberCount >= 300, $"{Repository.Docs.MemberCount} members have a text.");
        Assert.Empty(_client.Value.StaleDocs);
    }

    [Theory]
    [InlineData("Session")]
    [InlineData("UserMessage")]
    [InlineData("AssistantMessage")]
    [InlineData("TextPart")]
    [InlineData("ToolPart")]
    [InlineData("ToolStateCompleted")]
    [InlineData("PermissionRequest")]
    [InlineData("QuestionRequest")]
    [InlineData("Config")]
    [InlineData("SessionPromptRequest")]
    public void A_model_that_people_meet_has_no_member_without_a_text(string type)
        => Assert.All(
            _client.Value.Model.Object(type).Properties.Where(p => p.Constant is null),
            p => Assert.False(string.IsNullOrEmpty(p.Summary), p.WireName));

    [Fact]
    public void No_documentation_only_repeats_a_name()
        => Assert.All(_client.Value.Files, f => Assert.All(_sayNothing, e => Assert.DoesNotContain(e, f.Content, StringComparison.Ordinal)));

    [Fact]
    public void A_prompt_is_not_said_to_stream()
    {
        ClientOperation prompt = _client.Value.Model.Operation("session.prompt");

        Assert.Contains("nothing is streamed", prompt.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("streaming the", prompt.Summary + prompt.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_about_something_that_is_gone_is_reported_by_name_and_hinders_nothing()
    {
        using var folder = new WorkFolder();
        folder.Write("spec.json", Pets().ToJson());
        folder.Write("docs.json", """
            {
                "types": {"Cat": {"members": {"name": "a", "gone": "b"}}, "Pet": {"members": {"missing": "c"}}, "Cow": {"summary": "d"}},
                "operations": {"no.such": {"summary": "e"}}
            }
            """);
        foreach (bool check in new[] { false, true })
        {
            var errors = new StringWriter();
            int code = new GenerateRun
            {
                Spec = new FileInfo(folder.PathOf("spec.json")),
                Output = new DirectoryInfo(folder.PathOf("out")),
                Names = new FileInfo(folder.PathOf("names.lock.json")),
                Check = check,
            }.Run(TextWriter.Null, new ProblemWriter(errors), TestContext.Current.CancellationToken);

            Assert.Equal(GenerateRun.Success, code);
            Assert.Equal(
                ["operations/no.such", "types/Cat/gone", "types/Cow", "types/Pet/missing"],
                errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\'')[1]));
        }
    }

    [Fact]
    public void A_text_reaches_models_members_variants_values_and_operations()
    {
        ClientModel model = Pets().Generate(docs: Parse("""
            {
                "types": {
                    "Pet": {"summary": "Of the union.", "members": {"name": "Of all."}},
                    "Cat": {"summary": "Of the cat.", "members": {"mood": "Of the mood."}},
                    "Dog": {"members": {"name": "Of the dog."}},
                    "CatMood": {"members": {"good": "Of the value."}}
                },
                "operations": {"cats.list": {"summary": "Of the operation."}}
            }
            """)).Model;

        Assert.Equal(("Of the union.", "Of the cat."), (model.Union("Pet").Summary, model.Object("Cat").Summary));
        Assert.Equal(("Of the mood.", "Of all."), (model.Object("Cat").Property("mood").Summary, model.Object("Cat").Property("name").Summary));
        Assert.Equal("Of the dog.", model.Object("Dog").Property("name").Summary);
        Assert.Equal("Of the operation.", model.Operation("cats.list").Summary);
        Assert.Equal("Of the value.", model.Enum("CatMood").Values.Single(v => v.Wire == "good").Summary);
    }

    [Fact]
    public void What_all_variants_document_alike_is_documented_on_the_union()
    {
        Assert.Equal("Of all.", Name(Parse("""{"types": {"Pet": {"members": {"name": "Of all."}}}}""")));
        Assert.Null(Name(Parse("""{"types": {"Pet": {"members": {"name": "Of all."}}, "Dog": {"members": {"name": "Of the dog."}}}}""")));

        static string? Name(CuratedDocs docs) => Pets().Generate(docs: docs).Model.Union("Pet").Shared.Single(m => m.Name == "Name").Summary;
    }

    [Theory]
    [InlineData("a < b && c > d")]
    [InlineData("</summary> <see cref=\"Nothing\"/>")]
    [InlineData("quotes \" and ' and ]]> and --> and &amp;")]
    [InlineData("`code < more` and `a` and a lone `")]
    [InlineData("two\nlines")]
    [InlineData("a\u2028b\u0001c")]
    public void A_text_is_escaped_whatever_it_holds(string text)
    {
        string json = JsonSerializer.Serialize(text);
        Generation generation = Pets().Generate(docs: Parse($$$"""{"types": {"Cat": {"summary": {{{json}}}, "members": {"name": {{{json}}} } } } }"""));
        CSharpCompilation compilation = ClientCompiler.Compile(generation);
        INamedTypeSymbol cat = compilation.GetTypeByMetadataName("OpenCode.Models.Cat")!;

        ClientCompiler.AssertNone(compilation.GetDiagnostics(TestContext.Current.CancellationToken));
        Assert.All([cat, cat.GetMembers("Name").Single()], s => Assert.Equal(Plain(text), Plain(Summary(s))));

        static string Summary(ISymbol symbol)
            => XElement.Parse(symbol.GetDocumentationCommentXml(cancellationToken: TestContext.Current.CancellationToken)!).Element("summary")!.Value;

        static string Plain(string text) => string.Join(' ', text
            .Replace("`code < more`", "code < more", StringComparison.Ordinal)
            .Replace("`a`", "a", StringComparison.Ordinal)
            .Split([' ', '\n', '\r', '\u2028', '\u0001'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"types": {"Cat": "text"}}""")]
    [InlineData("""{"types": {"Cat": {"members": {"name": ""}}}}""")]
    [InlineData("""{"types": {"Cat": {"members": {"name": 1}}}}""")]
    [InlineData("""{"operations": {"a": {"summary": null}}}""")]
    public void A_file_of_another_shape_is_refused_by_name(string json)
        => Assert.Contains("docs.json", Assert.Throws<SpecException>(() => Parse(json)).Message, StringComparison.Ordinal);

    private static SpecBuilder Pets() => new SpecBuilder()
        .Component("Cat", """{"type": "object", "required": ["kind", "name"], "properties": {"kind": {"type": "string", "enum": ["cat"]}, "name": {"type": "string"}, "mood": {"type": "string", "enum": ["good", "bad"]}}}""")
        .Component("Dog", """{"type": "object", "required": ["kind", "name"], "properties": {"kind": {"type": "string", "enum": ["dog"]}, "name": {"type": "string"}}}""")
        .Schema("Pet", $$"""{"anyOf": [{{SpecBuilder.Reference("Cat")}}, {{SpecBuilder.Reference("Dog")}}]}""")
        .Operation("get", "/cats", $$"""{"operationId": "cats.list", "responses": {{SpecBuilder.Answer("""{"type": "boolean"}""")}} }""");

    private static CuratedDocs Parse(string json) => CuratedDocs.Parse(Encoding.UTF8.GetBytes(json), "docs.json");
}
