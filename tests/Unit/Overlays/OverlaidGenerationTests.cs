using OpenCode.Workbench;
using OpenCodeGen;
using OpenCodeGen.Settings;
using Xunit;

namespace OpenCode.Client.Tests.Overlays;

/// <summary>Overlays on the way from a document to a client.</summary>
public sealed class OverlaidGenerationTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public OverlaidGenerationTests() => _folder.Write(
        "spec.json",
        new SpecBuilder().Schema("Pet", """{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}}""").ToJson());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_client_is_that_of_the_changed_document_and_useless_actions_are_told()
    {
        _folder.Write("null.json", Overlay("""{"target":"$.components.schemas.Pet.properties.name","remove":true}"""));
        _folder.Write("add.json", Overlay("""
            {"target":"$.components.schemas.Pet","update":{"properties":{"name":{"type":["string","null"]}}}},
            {"target":"$.components.schemas.Dog","update":{"type":"object"}},
            {"target":"$.components.schemas.Pet","update":{"type":"object"}}
            """));
        _folder.Write("opencodegen.json", """{"spec":"spec.json","overlays":["null.json","add.json"],"output":"out"}""");

        (int code, string problems) = Run();

        Assert.Equal(GenerateRun.Success, code);
        Assert.Contains("public required string? Name", File.ReadAllText(_folder.PathOf("out/Models/Pet.g.cs")), StringComparison.Ordinal);
        Assert.Contains("action 2 ($.components.schemas.Dog) selects nothing", problems, StringComparison.Ordinal);
        Assert.Contains("action 3 ($.components.schemas.Pet) changes nothing", problems, StringComparison.Ordinal);
        Assert.DoesNotContain("action 1", problems, StringComparison.Ordinal);
    }

    /// <summary>What the overlay file holds, null for no file; the exit code, and the message.</summary>
    public static TheoryData<string?, int, string> Failures => new()
    {
        { null, GenerateRun.FilesFailed, "There is no overlay at " },
        { "nonsense", GenerateRun.SpecFailed, "add.json cannot be read as JSON" },
        { Overlay("""{"target":"$.info","update":1}"""), GenerateRun.SpecFailed, "add.json, action 1 ($.info): #/info is an object" },
        { Overlay("""{"target":"$.openapi","update":"2.0"}"""), GenerateRun.SpecFailed, "only OpenAPI 3 is supported" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_fails_writes_nothing(string? overlay, int code, string message)
    {
        if (overlay is not null) _folder.Write("add.json", overlay);
        _folder.Write("opencodegen.json", """{"spec":"spec.json","overlays":["add.json"],"output":"out"}""");

        (int exit, string problems) = Run();

        Assert.Equal(code, exit);
        Assert.Contains(message, problems, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.PathOf("out")));
    }

    [Theory]
    [InlineData("", "spec.json(2,3): error OCG102")]
    [InlineData("Migrating…\nDone.\n", "spec.json(4,3): error OCG102")]
    [InlineData("\uFEFF", "spec.json(2,3): error OCG102")]
    public void An_error_leads_to_its_line_in_the_file_whatever_stands_before_the_document(string before, string place)
    {
        _folder.Write("spec.json", before + "{\"openapi\":\"3.1.0\",\n  \"paths\": 1}\n");
        _folder.Write("opencodegen.json", """{"spec":"spec.json","output":"out","dialect":"opencode"}""");

        Assert.Contains(place, Run().Problems, StringComparison.Ordinal);
    }

    private static string Overlay(string actions) => $$"""{"overlay":"1.0.0","info":{"title":"Test","version":"1"},"actions":[{{actions}}]}""";

    private (int Code, string Problems) Run()
    {
        using StringWriter problems = new();
        int code = GenerateRun.From(SettingsFile.Read(new FileInfo(_folder.PathOf("opencodegen.json"))), check: false)
            .Run(TextWriter.Null, new BuildProblemWriter(problems));
        return (code, problems.ToString());
    }
}
