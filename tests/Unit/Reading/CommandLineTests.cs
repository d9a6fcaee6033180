using System.Reflection;
using OpenCode.Workbench;
using OpenCodeGen;
using Xunit;

namespace OpenCode.Client.Tests.Reading;

/// <summary>The build step's entry: a wrong command line is told by its exit code, and nothing is written.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const int UsageFailed = 100;

    private readonly WorkFolder _folder = new();

    public CommandLineTests() => _folder.Write("spec.json", new SpecBuilder().Get("/x", """{"type": "boolean"}""").ToJson());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("spec.json")]
    [InlineData("--spec spec.json")]
    [InlineData("--spec spec.json --output")]
    [InlineData("--output out")]
    [InlineData("--spec spec.json --output out --check more")]
    [InlineData("--spec spec.json --output out --chekc")]
    [InlineData("--spec spec.json --output out --output out")]
    [InlineData("--spec spec.json --output out --dialect klingon")]
    [InlineData("--spec spec.json --output out --namespace 1Pets")]
    [InlineData("--settings missing.json --output out")]
    public void A_wrong_command_line_exits_with_100_and_writes_nothing(string line)
    {
        Assert.Equal(UsageFailed, Run(line));
        Assert.False(Directory.Exists(_folder.PathOf("out")));
    }

    [Fact]
    public void Generating_and_checking_exit_with_0_and_a_difference_with_1()
    {
        Assert.Equal(GenerateRun.Different, Run("--spec spec.json --output out --names names.lock.json --check"));
        Assert.Equal(GenerateRun.Success, Run("--spec spec.json --output out --names names.lock.json"));
        Assert.Equal(GenerateRun.Success, Run("--spec spec.json --output out --names names.lock.json --check"));
    }

    [Fact]
    public void A_missing_document_exits_with_101_and_a_bad_one_with_102()
    {
        _folder.Write("bad.json", "nonsense");

        Assert.Equal(GenerateRun.FilesFailed, Run("--spec missing.json --output out --names names.lock.json"));
        Assert.Equal(GenerateRun.SpecFailed, Run("--spec bad.json --output out --names names.lock.json"));
    }

    [Fact]
    public void Places_that_cannot_be_written_to_exit_with_101_before_anything_is_written()
    {
        _folder.Write("file.txt", "in the way");

        Assert.Equal(GenerateRun.FilesFailed, Run("--spec spec.json --output file.txt --names names.lock.json"));
        Assert.Equal(GenerateRun.FilesFailed, Run("--spec spec.json --output out --names missing.folder/names.lock.json"));
        Assert.False(Directory.Exists(_folder.PathOf("out")));
    }

    private int Run(string line)
    {
        MethodInfo main = typeof(GenerateRun).Assembly.EntryPoint!;
        string[] arguments = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(a => a.Contains('.', StringComparison.Ordinal) || a == "out" ? _folder.PathOf(a) : a).ToArray();
        return (int)main.Invoke(null, [arguments])!;
    }
}
