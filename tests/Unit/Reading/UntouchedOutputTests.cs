using OpenCode.Core.Operations;
using OpenCode.Workbench;
using OpenCodeGen;
using Xunit;

namespace OpenCode.Client.Tests.Reading;

/// <summary>A run that fails leaves the output folder and the lock as they were, and says why with its exit code.</summary>
public sealed class UntouchedOutputTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public static TheoryData<string, string> BadDocuments { get; } = new()
    {
        { "not JSON", "nonsense" },
        { "truncated", """{"openapi": "3.1.0", "pa""" },
        { "Swagger 2", """{"swagger": "2.0"}""" },
        { "dangling", new SpecBuilder().Schema("Bad", """{"$ref": "#/components/schemas/Missing"}""").ToJson() },
        { "cyclic", new SpecBuilder().Schema("Bad", """{"type": "array", "items": {"$ref": "#/components/schemas/Bad"}}""").ToJson() },
        { "unknown keyword", new SpecBuilder().Schema("Bad", """{"gadget": 1}""").ToJson() },
        { "cookie",
            new SpecBuilder().Operation("post", "/x", """{"parameters": [{"name": "sid", "in": "cookie", "schema": {"type": "string"}}], "responses": {}}""")
                .ToJson() },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(BadDocuments))]
    public void A_bad_document_exits_with_102_and_changes_nothing(string look, string document)
    {
        _folder.Write("out/Models/Old.g.cs", "old");
        _folder.Write("names.lock.json", "{}");
        _folder.Write("spec.json", document);

        (int code, string errors) = Run();

        Assert.Equal((look, GenerateRun.SpecFailed), (look, code));
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.Equal("old", _folder.Read("out/Models/Old.g.cs"));
        Assert.Equal("{}", _folder.Read("names.lock.json"));
        Assert.Equal(["Models/Old.g.cs"], _folder.Files("out"));
    }

    [Fact]
    public void A_missing_document_exits_with_101_and_names_the_file()
    {
        (int code, string errors) = Run();

        Assert.Equal(GenerateRun.FilesFailed, code);
        Assert.Contains("spec.json", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.PathOf("out")));
    }

    [Fact]
    public void An_output_that_is_a_file_exits_with_101()
    {
        _folder.Write("spec.json", new SpecBuilder().Get("/x", """{"type": "string"}""").ToJson());
        _folder.Write("out", "a file");

        (int code, string errors) = Run();

        Assert.Equal(GenerateRun.FilesFailed, code);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.Equal("a file", _folder.Read("out"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("""{"types": []}""")]
    [InlineData("""{"types": {"#/components/schemas/A": 1}}""")]
    [InlineData("""{"types": {"#/components/schemas/A": null}}""")]
    public void A_lock_that_is_none_exits_with_102_and_names_the_lock(string text)
    {
        _folder.Write("spec.json", new SpecBuilder().Get("/x", """{"type": "string"}""").ToJson());
        _folder.Write("names.lock.json", text);

        (int code, string errors) = Run();

        Assert.Equal(GenerateRun.SpecFailed, code);
        Assert.Contains("names.lock.json", errors, StringComparison.Ordinal);
        Assert.Equal(text, _folder.Read("names.lock.json"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("""{"types": {"A": {"reason": "no name"}}}""")]
    [InlineData("""{"types": {"A": "B"}}""")]
    [InlineData("""{"types": {"A": {"name": "B"}, "A": {"name": "C"}}}""")]
    [InlineData("""{"types": {"A": {"name": null}}}""")]
    public void Curated_names_that_are_none_exit_with_102_and_name_the_file(string text)
    {
        _folder.Write("spec.json", new SpecBuilder().Schema("A", """{"type": "object", "properties": {"a": {"type": "string"}}}""").ToJson());
        _folder.Write("names.json", text);

        (int code, string errors) = Run();

        Assert.Equal(GenerateRun.SpecFailed, code);
        Assert.Contains("names.json", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    private (int Code, string Errors) Run()
    {
        var errors = new StringWriter();
        int code = new GenerateRun
        {
            Spec = new FileInfo(_folder.PathOf("spec.json")),
            Output = new DirectoryInfo(_folder.PathOf("out")),
            Names = new FileInfo(_folder.PathOf("names.lock.json")),
        }.Run(TextWriter.Null, new ProblemWriter(errors));
        return (code, errors.ToString());
    }
}
