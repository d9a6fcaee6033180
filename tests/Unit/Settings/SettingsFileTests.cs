using OpenCode.Workbench;
using OpenCodeGen;
using OpenCodeGen.Settings;
using Xunit;

namespace OpenCode.Client.Tests.Settings;

/// <summary>The file that says how a client is generated.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void This_projects_own_file_generates_what_is_committed()
    {
        GenerateRun run = GenerateRun.From(SettingsFile.Read(new FileInfo(Repository.InRoot("spec/opencodegen.json"))), check: true);
        StringWriter problems = new();
        int code = run.Run(TextWriter.Null, new ProblemWriter(problems), TestContext.Current.CancellationToken);

        Assert.Equal((GenerateRun.Success, ""), (code, problems.ToString()));
        Assert.Equal(GeneratorSettings.OpenCode, run.Settings);
    }

    [Fact]
    public void Paths_are_relative_to_the_file_and_what_is_given_beside_it_counts()
    {
        _folder.Write("api/settings.json", """{"spec": "pets.json", "output": "../out", "namespace": "Pets", "dialect": "OpenCode",}""");

        SettingsFile read = SettingsFile.Read(new FileInfo(_folder.PathOf("api/settings.json"))).Under(new SettingsFile { Namespace = "Cats" });

        Assert.Equal((_folder.PathOf("api/pets.json"), _folder.PathOf("out")), (read.Spec, read.Output));
        Assert.Equal(("Cats", "opencode"), (read.ToSettings().Namespace, read.ToSettings().Dialect.Name));
    }

    [Theory]
    [InlineData("""{"spce": "pets.json"}""", "spce")]
    [InlineData("""{"spec": 7}""", "spec")]
    [InlineData("""["spec"]""", "no settings file")]
    [InlineData("null", "no settings file")]
    [InlineData("", "no settings file")]
    public void A_file_that_is_none_is_refused_with_what_it_may_have(string text, string named)
    {
        _folder.Write("settings.json", text);

        SettingsException refused = Assert.Throws<SettingsException>(() => SettingsFile.Read(new FileInfo(_folder.PathOf("settings.json"))));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Contains("It may have spec, overlays, output, names", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        FileInfo none = new(_folder.PathOf("none.json"));

        Assert.Contains(none.FullName, Assert.Throws<SettingsException>(() => SettingsFile.Read(none)).Message, StringComparison.Ordinal);
    }
}
