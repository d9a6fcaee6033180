using OpenCode.Workbench;
using OpenCodeGen;
using Xunit;

namespace OpenCode.Client.Tests.Determinism;

/// <summary><c>--check</c> writes nothing, and finds whatever is not as it would be written.</summary>
public sealed class CheckTests : IDisposable
{
    private const string Agent = "out/Models/Agent.g.cs";

    private readonly WorkFolder _folder = new();

    public CheckTests()
    {
        _folder.Write("spec.json", new SpecBuilder().Schema("Agent", """{"type": "object", "properties": {"name": {"type": "string"}}}""").ToJson());
        Assert.Equal(GenerateRun.Success, Run(check: false).Code);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_just_written_is_as_it_should_be()
    {
        (int code, string errors) = Run(check: true);

        Assert.Equal((GenerateRun.Success, ""), (code, errors));
    }

    [Fact]
    public void A_changed_file_differs()
    {
        string changed = _folder.Read(Agent).Replace("sealed", "SEALED", StringComparison.Ordinal);
        _folder.Write(Agent, changed);

        AssertDifferent("differs: Models/Agent.g.cs");
        Assert.Equal(changed, _folder.Read(Agent));
    }

    [Fact]
    public void A_file_with_other_line_ends_differs()
    {
        _folder.Write(Agent, _folder.Read(Agent).Replace("\n", "\r\n", StringComparison.Ordinal));

        AssertDifferent("differs: Models/Agent.g.cs");
    }

    [Fact]
    public void A_file_of_equal_length_with_one_other_letter_differs()
    {
        _folder.Write(Agent, _folder.Read(Agent)[..^2] + " \n");

        AssertDifferent("differs: Models/Agent.g.cs");
    }

    [Fact]
    public void A_missing_file_differs_and_stays_missing()
    {
        File.Delete(_folder.PathOf(Agent));

        AssertDifferent("differs: Models/Agent.g.cs");
        Assert.False(File.Exists(_folder.PathOf(Agent)));
    }

    [Fact]
    public void An_orphan_is_found_and_stays()
    {
        _folder.Write("out/Models/Gone.g.cs", "// gone");

        AssertDifferent("orphan: Models/Gone.g.cs");
        Assert.Equal("// gone", _folder.Read("out/Models/Gone.g.cs"));
    }

    [Fact]
    public void An_outdated_lock_differs_and_stays()
    {
        _folder.Write("names.lock.json", "{}\n");

        AssertDifferent("differs: names.lock.json");
        Assert.Equal("{}\n", _folder.Read("names.lock.json"));
    }

    [Fact]
    public void A_missing_lock_differs_and_stays_missing()
    {
        File.Delete(_folder.PathOf("names.lock.json"));

        AssertDifferent("differs: names.lock.json");
        Assert.False(File.Exists(_folder.PathOf("names.lock.json")));
    }

    [Fact]
    public void A_hand_written_file_in_the_folder_is_nobodys_orphan()
    {
        _folder.Write("out/Models/Agent.Extra.cs", "// by hand");

        Assert.Equal(GenerateRun.Success, Run(check: true).Code);
    }

    [Fact]
    public void An_empty_folder_differs_and_stays_absent()
    {
        Directory.Delete(_folder.PathOf("out"), recursive: true);

        AssertDifferent("differs: Models/Agent.g.cs");
        Assert.False(Directory.Exists(_folder.PathOf("out")));
    }

    [Fact]
    public void A_run_repairs_changes_and_removes_orphans_but_leaves_unchanged_files_alone()
    {
        string expected = _folder.Read(Agent);
        _folder.Write(Agent, "changed");
        _folder.Write("out/Models/Gone.g.cs", "// gone");
        DateTime catalog = File.GetLastWriteTimeUtc(_folder.PathOf("out/OperationCatalog.g.cs"));

        Assert.Equal(GenerateRun.Success, Run(check: false).Code);

        Assert.Equal(expected, _folder.Read(Agent));
        Assert.False(File.Exists(_folder.PathOf("out/Models/Gone.g.cs")));
        Assert.Equal(catalog, File.GetLastWriteTimeUtc(_folder.PathOf("out/OperationCatalog.g.cs")));
    }

    private void AssertDifferent(string line)
    {
        (int code, string errors) = Run(check: true);

        Assert.Equal(GenerateRun.Different, code);
        Assert.Contains(line, errors.Split('\n', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public void An_interrupted_run_writes_nothing()
    {
        string before = _folder.Read(Agent);
        _folder.Write("spec.json", new SpecBuilder().Schema("Agent", """{"type": "object", "properties": {"age": {"type": "string"}}}""").ToJson());

        Assert.Throws<OperationCanceledException>(() => RunUntil(check: false, new CancellationToken(canceled: true)));

        Assert.Equal(before, _folder.Read(Agent));
    }

    private (int Code, string Errors) Run(bool check) => RunUntil(check, TestContext.Current.CancellationToken);

    private (int Code, string Errors) RunUntil(bool check, CancellationToken cancellationToken)
    {
        var errors = new StringWriter();
        int code = new GenerateRun
        {
            Spec = new FileInfo(_folder.PathOf("spec.json")),
            Output = new DirectoryInfo(_folder.PathOf("out")),
            Names = new FileInfo(_folder.PathOf("names.lock.json")),
            Check = check,
        }.Run(TextWriter.Null, new ProblemWriter(errors), cancellationToken);
        return (code, errors.ToString());
    }
}
