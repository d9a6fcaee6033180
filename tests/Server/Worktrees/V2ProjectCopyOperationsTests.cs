using OpenCode.Models;
using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Operations;
using OpenCode.Server.Tests.Git;
using OpenCode.Server.Worktrees;
using Xunit;

namespace OpenCode.Server.Tests.Worktrees;

public sealed class V2ProjectCopyOperationsTests : IDisposable
{
    private readonly SampleRepository _project = new();
    private readonly RecordedEvents _events = new();

    private V2ProjectCopyOperations Copies => new(_project.Locations, new ProjectIdentities(), _events);

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_copy_is_made_and_removed_and_what_is_changed_in_it_is_not_lost_by_mistake()
    {
        _project.Write("a.txt", "a");
        await _project.CommitAsync();
        string id = await _project.GitAsync("rev-parse", "HEAD");

        ProjectCopyCopy copy = await CreateAsync(id, "Copy!");
        Assert.Equal("project.directories.updated", (await _events.NextAsync()).Type);
        Assert.Equal(_project.PathOf("copy"), copy.Directory);
        await File.WriteAllTextAsync(_project.PathOf("copy/b.txt"), "b", SampleRepository.Token);

        Assert.True((await RefusalAsync(() => RemoveAsync(id, copy.Directory, isForced: false))).Data.ForceRequired);
        await RemoveAsync(id, copy.Directory, isForced: true);
        Assert.False(Directory.Exists(copy.Directory));
        await RefusalAsync(() => RemoveAsync(id, _project.Root, isForced: true));
        await Copies.RefreshAsync(new() { HttpContext = SampleRepository.Exchange, ProjectId = id }, SampleRepository.Token);
    }

    [Fact]
    public async Task What_cannot_be_copied_is_refused()
    {
        await _project.CommitAsync();
        string id = await _project.GitAsync("rev-parse", "HEAD");

        await RefusalAsync(() => CreateAsync("another", "copy"));
        await RefusalAsync(() => CreateAsync(id, "copy", strategy: "another"));
        await RefusalAsync(() => CreateAsync(id, "../.."));
        await RefusalAsync(() => CreateAsync(id, "git", directory: _project.PathOf(".git/config")));
        Assert.Equal(403, (await Assert.ThrowsAsync<OperationException>(() => CreateAsync(id, "copy", directory: "/tmp"))).Status);
    }

    private static async Task<ProjectCopyError> RefusalAsync(Func<Task> request)
        => Assert.IsType<ProjectCopyError>((await Assert.ThrowsAsync<OperationException>(request)).Body);

    private Task<ProjectCopyCopy> CreateAsync(string id, string name, string? directory = null, string strategy = "git_worktree") => Copies.CreateAsync(
        new V2ProjectCopyCreateCall
        {
            HttpContext = SampleRepository.Exchange,
            ProjectId = id,
            Body = new() { Directory = directory ?? _project.Root, Name = name, Strategy = strategy },
        },
        SampleRepository.Token);

    private Task RemoveAsync(string id, string directory, bool isForced) => Copies.RemoveAsync(
        new V2ProjectCopyRemoveCall { HttpContext = SampleRepository.Exchange, ProjectId = id, Body = new() { Directory = directory, Force = isForced } },
        SampleRepository.Token);
}
