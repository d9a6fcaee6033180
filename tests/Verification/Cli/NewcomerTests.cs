using OpenCode.CommandLine.Terminals;
using OpenCode.Workbench;
using OpenCodeGen.Cli;
using Xunit;

namespace OpenCode.Verification.Tests.Cli;

/// <summary>A path that cannot work is answered with one sentence that names it and the exit code that the help documents; nothing is left behind.</summary>
public sealed class NewcomerTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    /// <summary>What is typed, where ./ stands for a folder with a document, a text and a folder; the exit code; a part of the sentence.</summary>
    public static TheoryData<string, int, string> Wrong => new()
    {
        { "generate", ExitCodes.Usage, "No document is given; name one with --spec." },
        { "generate --spec ./api.json", ExitCodes.Usage, "name one with --output." },
        { "generate --spec ./none.json --output ./out", ExitCodes.Files, "There is no document at './none.json'" },
        { "generate --spec ./folder --output ./out", ExitCodes.Files, "'./folder' is a folder" },
        { "generate --spec ./text --output ./out", ExitCodes.Document, "is not JSON" },
        { "generate --spec ./api.json --output ./text", ExitCodes.Files, "'./text' is a file; pass a folder" },
        { "generate --spec ./api.json --output ./text/out", ExitCodes.Files, "'./text/out/" },
        { "generate --spec ./api.json --output ./out --names ./folder", ExitCodes.Files, "'./folder' is a folder" },
        { "generate --spec ./api.json --output ./out --overlay ./none.json", ExitCodes.Files, "There is no overlay at './none.json'" },
        { "generate --spec ./api.json --output ./out --dialect klingon", ExitCodes.Usage, "There is no dialect 'klingon'" },
        { "generate --settings ./none.json", ExitCodes.Usage, "There is no settings file at './none.json'" },
        { "generate --settings ./text", ExitCodes.Usage, "'text' is no settings file" },
        { "prepare --for kiota --output ./folder", ExitCodes.Files, "'./folder' is a folder" },
        { "prepare --for kiota --output ./none/a.json", ExitCodes.Files, "create it first" },
        { "prepare --for kiota --output ./text/a.json", ExitCodes.Files, "./text" },
        { "prepare --for kiota --output ./a.json --spec ./folder", ExitCodes.Files, "'./folder' is a folder" },
        { "prepare --for kiota --output ./a.json --except taste", ExitCodes.Usage, "There is no adaptation 'taste'" },
        { "diff ./none.json ./api.json", ExitCodes.Files, "'./none.json'" },
        { "diff ./text ./api.json", ExitCodes.Document, "is not JSON" },
        { "diff ./api.json ./api.json --output ./folder", ExitCodes.Files, "./folder" },
        { "check-traffic ./none.har", ExitCodes.Files, "There is no file at './none.har'" },
        { "check-traffic ./folder", ExitCodes.Files, "'./folder' is a folder" },
        { "check-traffic ./text", ExitCodes.Files, "./text" },
        { "publish --broker http://127.0.0.1:1 --pacts ./none --consumer-version 1", ExitCodes.Files, "There is no folder './none'" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_path_that_cannot_work_is_named_in_one_sentence(string line, int code, string says)
    {
        _folder.Write("api.json", """{"openapi":"3.1.0","info":{"title":"Api","version":"1"},"paths":{}}""");
        _folder.Write("text", "no JSON");
        _folder.Write("folder/file", "");
        string root = _folder.PathOf("") + Path.DirectorySeparatorChar;
        IReadOnlyList<string> before = _folder.Files("");

        Typed typed = await Typed.RunAsync([.. line.Split(' ').Select(a => a.Replace("./", root, StringComparison.Ordinal))]);

        string error = typed.Errors.Replace(root, "./", StringComparison.Ordinal);
        Assert.Equal((code, ""), (typed.Code, typed.Output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(before, _folder.Files(""));
    }

    [Fact]
    public void Standard_output_that_cannot_be_written_is_named()
    {
        using var stream = new StandardWriter(new FullDisk(), "Standard output");

        string message = Assert.Throws<IOException>(() => stream.WriteLine("result")).Message;

        Assert.Equal("Standard output could not be written: No space left on device", message);
    }

    [Fact]
    public void Standard_error_that_cannot_be_written_stops_nothing()
    {
        using var stream = new StandardWriter(new FullDisk(), name: null);

        stream.WriteLine("progress");
        stream.Write('.');
        stream.Flush();
    }

    private sealed class FullDisk : StringWriter
    {
        public override void Write(char value) => throw new IOException("No space left on device");

        public override void WriteLine(string? value) => throw new IOException("No space left on device");

        public override void Flush() => throw new IOException("No space left on device");
    }
}
