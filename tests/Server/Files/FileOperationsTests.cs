using OpenCode.Models;
using OpenCode.Server.Files;
using OpenCode.Server.Http;
using OpenCode.Server.Operations;
using OpenCode.Server.Tests.Git;
using Xunit;

namespace OpenCode.Server.Tests.Files;

public sealed class FileOperationsTests : IDisposable
{
    private readonly SampleRepository _project = new();

    private FileOperations Files => new(_project.Locations);

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_folder_is_listed_folders_first_and_says_what_git_ignores()
    {
        _project.Write(".gitignore", "out/\n*.log\n");
        _project.Write("b.txt", "b");
        _project.Write("A.log", "a");
        _project.Write("out/x", "x");
        _project.Write("src/deep/c.txt", "c");
        await _project.CommitAsync();
        File.Delete(_project.PathOf("b.txt"));
        _project.Write("b.txt", "changed");

        IReadOnlyList<FileNode> root = await ListAsync(".");
        IReadOnlyList<FileNode> src = await ListAsync("src");

        Assert.Equal([".git/", "out/", "src/", ".gitignore", "A.log", "b.txt"], root.Select(static n => n.Path));
        Assert.Equal(["out", "A.log"], root.Where(static n => n.Ignored).Select(static n => n.Name));
        FileNode deep = Assert.Single(src);
        Assert.Equal(("deep", "src/deep/", FileNodeType.Directory), (deep.Name, deep.Path, deep.Type));
        Assert.Equal(_project.PathOf("src/deep"), deep.Absolute);
    }

    [Theory]
    [InlineData("..", 403)]
    [InlineData("/etc", 403)]
    [InlineData("outside", 403)]
    [InlineData("nowhere", 400)]
    [InlineData("b.txt", 400)]
    public async Task What_is_no_folder_of_the_project_is_not_listed(string path, int status)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are a privilege there.");
        _project.Write("b.txt", "b");
        File.CreateSymbolicLink(_project.PathOf("outside"), "/etc");

        OperationException refused = await Assert.ThrowsAsync<OperationException>(() => ListAsync(path));

        Assert.Equal(status, refused.Status);
    }

    [Fact]
    public async Task Links_that_lead_out_are_not_listed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are a privilege there.");
        _project.Write("src/a.txt", "a");
        File.CreateSymbolicLink(_project.PathOf("inside"), "src");
        File.CreateSymbolicLink(_project.PathOf("outside"), "/etc");
        File.CreateSymbolicLink(_project.PathOf("circle"), "circle");
        File.CreateSymbolicLink(_project.PathOf("broken"), "missing");

        Assert.Equal(["inside/", "src/"], (await ListAsync("")).Select(static n => n.Path));
    }

    [Fact]
    public async Task Texts_are_read_whole_and_what_is_missing_is_empty()
    {
        _project.Write("a.txt", " first\nümlaut\n");

        FileContent text = await ReadAsync("a.txt");
        FileContent missing = await ReadAsync("missing.txt");

        Assert.Equal((FileContentType.Text, " first\nümlaut\n", null), (text.Type, text.Content, text.Encoding));
        Assert.Equal((FileContentType.Text, ""), (missing.Type, missing.Content));
    }

    [Fact]
    public async Task What_is_no_text_is_read_as_base64()
    {
        await File.WriteAllBytesAsync(_project.PathOf("x.png"), [0x89, (byte)'P'], SampleRepository.Token);
        await File.WriteAllBytesAsync(_project.PathOf("latin.txt"), [0xE9], SampleRepository.Token);
        await File.WriteAllBytesAsync(_project.PathOf("data"), [1, 0, 2], SampleRepository.Token);

        FileContent image = await ReadAsync("x.png");
        FileContent latin = await ReadAsync("latin.txt");
        FileContent data = await ReadAsync("data");

        Assert.Equal((FileContentType.Binary, "iVA=", "image/png"), (image.Type, image.Content, image.MimeType));
        Assert.Equal(FileContentEncoding.Base64, image.Encoding);
        Assert.Equal((FileContentType.Binary, "6Q==", "application/octet-stream"), (latin.Type, latin.Content, latin.MimeType));
        Assert.Equal("AQAC", data.Content);
    }

    [Theory]
    [InlineData("../other.txt", 403)]
    [InlineData("/etc/hostname", 403)]
    [InlineData("outside/hostname", 403)]
    [InlineData("src", 400)]
    [InlineData("circle", 400)]
    [InlineData("large", 413)]
    public async Task What_is_no_file_of_the_project_is_not_read(string path, int status)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are a privilege there.");
        Directory.CreateDirectory(_project.PathOf("src"));
        File.CreateSymbolicLink(_project.PathOf("outside"), "/etc");
        File.CreateSymbolicLink(_project.PathOf("circle"), "circle");
        await using (FileStream large = File.Create(_project.PathOf("large"))) large.SetLength((16 << 20) + 1);

        OperationException refused = await Assert.ThrowsAsync<OperationException>(() => ReadAsync(path));

        Assert.Equal(status, refused.Status);
    }

    [Fact]
    public async Task The_status_names_what_was_changed_added_and_deleted()
    {
        _project.Write("a.txt", "1\n2\n");
        _project.Write("b.txt", "1\n");
        await _project.CommitAsync();
        _project.Write("a.txt", "1\n3\n4\n");
        _project.Write("ü new.txt", "1\n");
        File.Delete(_project.PathOf("b.txt"));
        string index = Convert.ToHexString(await File.ReadAllBytesAsync(_project.PathOf(".git/index"), SampleRepository.Token));

        IReadOnlyList<ChangedFile> changed = await Files.StatusAsync(new() { HttpContext = SampleRepository.Exchange }, SampleRepository.Token);

        Assert.Equal(
            [("a.txt", ChangedFileStatus.Modified, 2, 1), ("b.txt", ChangedFileStatus.Deleted, 0, 1), ("ü new.txt", ChangedFileStatus.Added, 1, 0)],
            changed.Select(static c => (c.Path, c.Status, c.Added, c.Removed)));
        Assert.Equal(index, Convert.ToHexString(await File.ReadAllBytesAsync(_project.PathOf(".git/index"), SampleRepository.Token)));
    }

    [Fact]
    public async Task A_folder_without_a_repository_has_no_status()
        => Assert.Empty(await Files.StatusAsync(new() { HttpContext = SampleRepository.Exchange }, SampleRepository.Token));

    private Task<IReadOnlyList<FileNode>> ListAsync(string path)
        => Files.ListAsync(new FileListCall { HttpContext = SampleRepository.Exchange, Path = path }, SampleRepository.Token);

    private Task<FileContent> ReadAsync(string path)
        => Files.ReadAsync(new FileReadCall { HttpContext = SampleRepository.Exchange, Path = path }, SampleRepository.Token);
}
