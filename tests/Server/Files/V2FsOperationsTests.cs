using OpenCode.Models;
using OpenCode.Server.Files;
using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Operations;
using OpenCode.Server.Tests.Git;
using Xunit;

namespace OpenCode.Server.Tests.Files;

public sealed class V2FsOperationsTests : IDisposable
{
    private readonly SampleRepository _project = new();

    private V2FsOperations Files => new(_project.Locations, new ProjectIdentities());

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Files_are_listed_and_found_with_where_they_are()
    {
        _project.Write("src/a.ts", "a");
        _project.Write("b.txt", "b");
        await _project.CommitAsync();
        string commit = await _project.GitAsync("rev-parse", "HEAD");

        V2FsFindResponse root = await Files.ListAsync(new() { HttpContext = SampleRepository.Exchange }, SampleRepository.Token);
        V2FsFindResponse src = await Files.ListAsync(
            new() { HttpContext = SampleRepository.Exchange, Path = ".", Location = new() { Directory = _project.PathOf("src") } }, SampleRepository.Token);
        V2FsFindResponse found = await Files.FindAsync(new() { HttpContext = SampleRepository.Exchange, Query = "a.ts", Limit = "1" }, SampleRepository.Token);

        Assert.Equal([".git/", "src/", "b.txt"], root.Data.Select(static e => e.Path));
        Assert.Equal((_project.Root, _project.Root, commit), (root.Location.Directory, root.Location.Project.Directory, root.Location.Project.Id));
        Assert.Equal(["a.ts"], src.Data.Select(static e => e.Path));
        Assert.Equal((_project.PathOf("src"), _project.Root), (src.Location.Directory, src.Location.Project.Directory));
        Assert.Equal(("src/a.ts", FileNodeType.File), (Assert.Single(found.Data).Path, found.Data[0].Type));
    }

    [Fact]
    public async Task A_folder_without_a_repository_belongs_to_the_global_project()
    {
        V2FsFindResponse root = await Files.ListAsync(new() { HttpContext = SampleRepository.Exchange }, SampleRepository.Token);

        Assert.Empty(root.Data);
        Assert.Equal("global", root.Location.Project.Id);
    }

    [Theory]
    [InlineData("a.md", "# A\n", "text/markdown")]
    [InlineData("a.ts", "let a\n", "text/plain")]
    [InlineData("a.png", "\0", "image/png")]
    [InlineData("a.txt", "\0", "application/octet-stream")]
    [InlineData("empty", "", "text/plain")]
    public async Task A_file_is_served_with_its_type(string name, string content, string type)
    {
        _project.Write(name, content);
        var call = new V2FsReadCall { HttpContext = SampleRepository.Exchange, Path = name };

        ServedContent served = await Files.ReadAsync(call, SampleRepository.Token);

        Assert.Equal(type, served.ContentType);
        using var reader = new StreamReader(served.Content);
        Assert.Equal(content, await reader.ReadToEndAsync(SampleRepository.Token));
        Assert.Equal("sandbox", call.HttpContext.Response.Headers.ContentSecurityPolicy);
    }

    [Theory]
    [InlineData("missing", 404)]
    [InlineData("../x", 403)]
    public async Task What_is_no_file_of_the_project_is_not_served(string path, int status)
    {
        OperationException refused = await Assert.ThrowsAsync<OperationException>(
            () => Files.ReadAsync(new() { HttpContext = SampleRepository.Exchange, Path = path }, SampleRepository.Token));

        Assert.Equal(status, refused.Status);
    }

    [Fact]
    public async Task A_limit_is_a_number()
    {
        OperationException refused = await Assert.ThrowsAsync<OperationException>(
            () => Files.FindAsync(new() { HttpContext = SampleRepository.Exchange, Query = "a", Limit = "x" }, SampleRepository.Token));

        Assert.Equal(400, refused.Status);
    }
}
