using System.Text.RegularExpressions;
using OpenCode.Workbench;
using YamlDotNet.RepresentationModel;

namespace OpenCode.Packages.Tests;

/// <summary>Workflows and forms are YAML of the right shape, and name only what the repository has.</summary>
public sealed partial class GitHubFilesTests
{
    private static readonly string[] _fields = ["checkboxes", "dropdown", "input", "markdown", "textarea"];

    public static TheoryData<string> Workflows => [.. Files(".github/workflows")];

    public static TheoryData<string> Forms => [.. Files(".github/ISSUE_TEMPLATE").Where(static f => !f.EndsWith("config.yml", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_says_when_it_runs_where_it_runs_for_how_long_and_with_which_rights(string file)
    {
        YamlMappingNode workflow = Read(file);

        Assert.Contains(workflow.Children.Keys, static k => k.ToString() == "on");
        Assert.NotEmpty(Map(workflow, "permissions").Children);
        Assert.All(Map(workflow, "jobs").Children.Values.Cast<YamlMappingNode>(), static job =>
        {
            Assert.NotEqual("", Text(job, "runs-on"));
            Assert.InRange(int.Parse(Text(job, "timeout-minutes"), System.Globalization.CultureInfo.InvariantCulture), 1, 90);
            Assert.All(Steps(job),
                static s => Assert.True(s.Children.ContainsKey("uses") ^ s.Children.ContainsKey("run"), $"A step both uses and runs, or neither: {s}"));
        });
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void What_a_workflow_runs_is_there_and_takes_its_values_from_the_environment(string file)
    {
        string verbs = File.ReadAllText(Clone.InRoot("build.sh"));
        foreach (string run in Map(Read(file), "jobs").Children.Values.Cast<YamlMappingNode>()
            .SelectMany(Steps)
            .Select(static s => s.Children.TryGetValue("run", out YamlNode? r) ? r.ToString() : ""))
        {
            // An expression in a script is put there before the shell reads it, whatever somebody has typed.
            Assert.DoesNotContain("${{", run, StringComparison.Ordinal);
            Assert.All(Verb().Matches(run).Select(static m => m.Groups[1].Value), v => Assert.Contains($"  {v})", verbs, StringComparison.Ordinal));
            Assert.All(Script().Matches(run).Select(static m => m.Value), static s => Assert.True(File.Exists(Clone.InRoot(s)), s));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_has_a_name_a_description_and_fields(string file)
    {
        YamlMappingNode form = Read(file);

        Assert.True(Text(form, "name").Length > 0 && Text(form, "description").Length > 0);
        YamlMappingNode[] fields = [.. ((YamlSequenceNode)form.Children["body"]).Cast<YamlMappingNode>()];
        Assert.All(fields, static f => Assert.Contains(Text(f, "type"), _fields));
        Assert.All(fields, static f => Assert.NotEqual("", Text(Map(f, "attributes"), "label")));
        Assert.Equal(fields.Length, fields.Select(static f => Text(f, "id")).Distinct().Count());
    }

    [Fact]
    public void Updates_are_looked_for_where_there_is_something_to_update()
        => Assert.All(((YamlSequenceNode)Read(".github/dependabot.yml").Children["updates"]).Cast<YamlMappingNode>(), static u =>
        {
            string needed = Text(u, "package-ecosystem")
                switch
            { "npm" => "package-lock.json", "nuget" => "Directory.Packages.props", _ => ".github/workflows/ci.yml" };
            Assert.True(File.Exists(Path.Combine(Clone.Root, Text(u, "directory").TrimStart('/'), needed)), $"{Text(u, "directory")} has no {needed}.");
        });

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode job) => ((YamlSequenceNode)job.Children["steps"]).Cast<YamlMappingNode>();

    private static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node.Children[key];

    private static string Text(YamlMappingNode node, string key) => node.Children[key].ToString();

    private static YamlMappingNode Read(string file)
    {
        YamlStream stream = [];
        using StreamReader reader = File.OpenText(Clone.InRoot(file));
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static IEnumerable<string> Files(string folder)
        => Directory.EnumerateFiles(Clone.InRoot(folder), "*.yml")
            .Select(static f => Path.GetRelativePath(Clone.Root, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\./build\.(?:sh|ps1) (\w+)")]
    private static partial Regex Verb();

    [GeneratedRegex(@"\.github/scripts/[\w.-]+")]
    private static partial Regex Script();
}
