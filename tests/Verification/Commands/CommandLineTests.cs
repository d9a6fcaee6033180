using System.Text.Json.Nodes;
using OpenCode.Workbench;
using OpenCodeGen.Cli;
using Xunit;

namespace OpenCode.Verification.Tests.Commands;

/// <summary>Whatever is typed is answered with one sentence and a code of its own; never with a stack trace.</summary>
public sealed class CommandLineTests
{
    public static TheoryData<string[], string> Wrong => new()
    {
        { ["bogus"], "--help" },
        { ["verify", "--bogus"], "'--bogus' is no option of 'verify'" },
        { ["verify", "--parallel", "0"], "--parallel is '0'" },
        { ["verify", "--parallel", "many"], "--parallel is 'many'" },
        { ["verify", "--parallel", "1", "--parallel", "2"], "--parallel" },
        { ["verify", "--from", ""], "--from" },
        { ["verify", "--json", ""], "--json" },
        { ["verify", "--json"], "--json" },
        { ["verify", "1.0.0", "--from", "a.json"], "--from" },
        { ["verify", "--from", "a.json", "--traffic", "b"], "--traffic" },
        { ["verify", "--from", "a.json", "--judge", "both"], "--judge" },
        { ["verify", "--from", "a.json", "--operation", "session.list"], "--operation" },
        { ["verify", "--from", "a.json", "--suggest", "b.json"], "--suggest" },
        { ["verify", "1.17.19,1.18.33", "--suggest", "b.json"], "--suggest writes what one release shows" },
        { ["verify", "--from", "a.json", "--shard", "1/2"], "--shard and --from" },
        { ["verify", "1.0.0", "--merge", "a.json"], "Releases and --merge" },
        { ["verify", "--merge", "a.json", "--traffic", "b"], "--traffic and --merge" },
        { ["verify", "--merge", "a.json", "--from", "b.json"], "--from and --merge" },
        { ["verify", "--merge", ""], "--merge takes files" },
        { ["verify", "--shard", "1/2", "--suggest", "b.json"], "--suggest and --shard" },
        { ["verify", "--shard", "0/4"], "of 4 they are 1 to 4, and 0 is not among them" },
        { ["verify", "--shard", "5/4"], "of 4 they are 1 to 4, and 5 is not among them" },
        { ["verify", "--shard", "1/0"], "there can be 1 to 99 of them, not 0" },
        { ["verify", "--shard", "x"], "'x' is no part: write its number and how many there are, such as 2/4" },
        { ["verify", "--shard", "-1/4"], "'-1/4' is no part" },
        { ["verify", "--shard", "1+2/4"], "--shard takes one part, such as 1/4" },
        { ["prepare", "--for", "refit", "--output", "a.json"], "There is no generator 'refit'" },
        { ["verify", "--operation", "session.lits"], "No operation is called 'session.lits': write an id such as session." },
        { ["verify", "--operation", "session.list", "--operation", ""], "No operation is called ''" },
        { ["verify", "--judge", "Schema"], "--judge is 'Schema'; it takes client, schema or both." },
        { ["check-traffic", "a.har", "--judge", "1"], "--judge is '1'" },
        { ["check-traffic"], "opencodegen check-traffic --help" },
        { ["check-traffic", "a.har", "--base", "ftp://host"], "ftp://host" },
        { ["diff", "a.json", "b.json", "--fail-on", "error"], "--fail-on is 'error'; there are breaking, warning, info and none." },
        { ["publish"], "--broker" },
        { ["publish", "--broker", "http://a", "--pacts", "b", "--consumer-version", " "], "--consumer-version is empty" },
        { ["publish", "--broker", "http://a", "--pacts", "b", "--consumer-version", "1", "--branch", ""], "--branch is empty" },
        { ["publish", "--broker", "http://a", "--pacts", "b", "--consumer-version", "1", "--tag", "x", "--tag", ""], "--tag is empty" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_command_line_exits_with_100_and_names_what_is_wrong(string[] arguments, string says)
    {
        using var errors = new StringWriter();

        Assert.Equal(ExitCodes.Usage, await GeneratorTool.RunAsync(arguments, errors, TestContext.Current.CancellationToken));

        string line = Assert.Single(errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(says, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("breaking", ExitCodes.Drift)]
    [InlineData("none", ExitCodes.Success)]
    public async Task Diff_fails_from_the_level_that_is_named(string level, int code)
    {
        using var folder = new WorkFolder();
        using var errors = new StringWriter();
        string before = folder.PathOf("a.json");
        string after = folder.PathOf("b.json");
        const string Head = """{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": """;
        const string Operation = """{"/a": {"get": {"responses": {"200": {"description": "ok"}}}}}}""";
        await File.WriteAllTextAsync(before, Head + Operation, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(after, Head + "{}}", TestContext.Current.CancellationToken);
        string[] arguments = ["diff", before, after, "--wire-only", "--output", folder.PathOf("report.txt"), "--fail-on", level];

        Assert.Equal(code, await GeneratorTool.RunAsync(arguments, errors, TestContext.Current.CancellationToken));
    }

    /// <summary>Whoever has only the tool gets OpenCode's own document, with its repairs.</summary>
    [Fact]
    public async Task Prepare_needs_no_document()
    {
        using var folder = new WorkFolder();
        using var errors = new StringWriter();
        string file = folder.PathOf("a.json");

        int code = await GeneratorTool.RunAsync(["prepare", "--for", "any", "--output", file], errors, TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (code, errors.ToString()));
        JsonNode document = JsonNode.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))!;
        Assert.Equal("#/components/schemas/UnknownError",
            (string?)document["paths"]!["/log"]!["post"]!["responses"]!["500"]!["content"]!["application/json"]!["schema"]!["$ref"]);
    }

    [Fact]
    public async Task An_interrupted_command_is_no_finding()
    {
        using var folder = new WorkFolder();
        folder.Write("a.har", """{"log":{"entries":[]}}""");
        using var errors = new StringWriter();

        int code = await GeneratorTool.RunAsync(["check-traffic", folder.PathOf("a.har")], errors, new CancellationToken(canceled: true));

        Assert.Equal((ExitCodes.Interrupted, "Interrupted."), (code, errors.ToString().Trim()));
    }
}
