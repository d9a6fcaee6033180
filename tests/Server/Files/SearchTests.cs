using System.Text;
using OpenCode.Models;
using OpenCode.Server.Files;
using OpenCode.Server.Http;
using OpenCode.Server.Operations;
using OpenCode.Server.Processes;
using OpenCode.Server.Tests.Git;
using Xunit;

namespace OpenCode.Server.Tests.Files;

public sealed class SearchTests : IDisposable
{
    private readonly SampleRepository _project = new();

    private FindOperations Find => new(_project.Locations);

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_and_folders_are_found_the_likeliest_first(bool hasRepository)
    {
        _project.Write("README.md", "a");
        _project.Write("docs/readme/b.txt", "b");
        _project.Write("docs/thread.txt", "c");
        _project.Write("node_modules/read.js", "d");
        if (hasRepository)
        {
            _project.Write(".gitignore", "node_modules\n");
            await _project.CommitAsync();
        }

        Assert.Equal(["README.md", "docs/readme/", "docs/thread.txt", "docs/readme/b.txt"], await FilesAsync("read"));
        Assert.Equal(["docs/readme/"], await FilesAsync("read", FileNodeType.Directory));
        Assert.Equal(["README.md", "docs/readme/b.txt"], await FilesAsync("rdm", FileNodeType.File));
        Assert.Equal(["README.md"], await FilesAsync("read", limit: 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public async Task A_limit_has_limits(int limit)
        => Assert.Equal(400, (await Assert.ThrowsAsync<OperationException>(() => FilesAsync("a", limit: limit))).Status);

    [Fact]
    public async Task Lines_are_found_with_the_bytes_of_what_matched()
    {
        _project.Write("src/a.txt", "first\nä one and one\r\n");
        await File.WriteAllBytesAsync(_project.PathOf("data"), Encoding.UTF8.GetBytes("one\0"), SampleRepository.Token);

        IReadOnlyList<TextMatch> found = await LineSearch.FindAsync(_project.Root, "o.e", 100, SampleRepository.Token);

        TextMatch match = Assert.Single(found);
        Assert.Equal(("src/a.txt", "ä one and one\r\n", 2, 6), (match.Path.Text, match.Lines.Text, match.LineNumber, match.AbsoluteOffset));
        Assert.Equal([("one", 3, 6), ("one", 11, 14)], match.Submatches.Select(static s => (s.Match.Text, s.Start, s.End)));
    }

    [Fact]
    public async Task No_more_lines_are_found_than_wanted_and_no_link_is_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are a privilege there.");
        _project.Write("a.txt", string.Concat(Enumerable.Repeat("one\n", 10)));
        File.CreateSymbolicLink(_project.PathOf("link.txt"), "a.txt");
        File.CreateSymbolicLink(_project.PathOf("folder"), "/etc");
        await _project.CommitAsync();

        Assert.Equal(4, (await LineSearch.FindAsync(_project.Root, "one", 4, SampleRepository.Token)).Count);
        Assert.Equal(10, (await LineSearch.FindAsync(_project.Root, "one", 100, SampleRepository.Token)).Count);
        Assert.Empty(await LineSearch.FindAsync(_project.Root, "root", 100, SampleRepository.Token));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(a)\\1")]
    public async Task What_is_no_pattern_is_refused(string pattern)
    {
        _project.Write("a.txt", "a");

        OperationException refused = await Assert.ThrowsAsync<OperationException>(
            () => Find.TextAsync(new() { HttpContext = SampleRepository.Exchange, Pattern = pattern }, SampleRepository.Token));

        Assert.Equal(400, refused.Status);
    }

    [Fact]
    public void The_messages_of_ripgrep_are_read_as_far_as_they_came()
    {
        const string Messages = """
            {"type":"begin","data":{"path":{"text":"./a.txt"}}}
            {"type":"match","data":{"path":{"text":"./a.txt"},"lines":{"text":"one"},"line_number":3,"absolute_offset":9,"submatches":[]}}
            {"type":"match","data":{"path":{"text":"./b.txt"},"lines":{"bytes":"6Q=="},"line_number":1,"absolute_offset":0,"submatches":[]}}
            {"type":"match","data":{"path":{"te
            """;

        IReadOnlyList<TextMatch> found = RipgrepSearch.Read(new ProgramOutput(-1, Encoding.UTF8.GetBytes(Messages), "", IsCut: true), 100);

        TextMatch match = Assert.Single(found);
        Assert.Equal(("a.txt", "one", 3, 9), (match.Path.Text, match.Lines.Text, match.LineNumber, match.AbsoluteOffset));
    }

    [Fact]
    public async Task There_are_no_symbols()
        => Assert.Empty(await Find.SymbolsAsync(new() { HttpContext = SampleRepository.Exchange, Query = "a" }, SampleRepository.Token));

    private Task<IReadOnlyList<string>> FilesAsync(string query, FileNodeType? type = null, long? limit = null)
        => Find.FilesAsync(new FindFilesCall { HttpContext = SampleRepository.Exchange, Query = query, Type = type, Limit = limit }, SampleRepository.Token);
}
