using OpenCode.Models;
using OpenCode.Server.Events;
using OpenCode.Server.Http;
using OpenCode.Server.Operations;
using OpenCode.Server.Tests.Git;
using OpenCode.Server.Worktrees;
using Xunit;

namespace OpenCode.Server.Tests.Worktrees;

public sealed class WorktreeOperationsTests : IAsyncDisposable
{
    private readonly SampleRepository _project = new();
    private readonly RecordedEvents _events = new();
    private readonly WorktreeOperations _worktrees;

    public WorktreeOperationsTests() => _worktrees = new WorktreeOperations(_project.Locations, _events);

    public async ValueTask DisposeAsync()
    {
        await _worktrees.DisposeAsync();
        _project.Dispose();
    }

    [Fact]
    public async Task A_worktree_has_a_branch_and_a_folder_that_git_does_not_show()
    {
        _project.Write("a.txt", "a");
        await _project.CommitAsync();

        Worktree made = await CreateAsync("made one");
        ServerEvent ready = await _events.NextAsync();
        Worktree again = await CreateAsync("made one");
        await _events.NextAsync();

        Assert.Equal(("made-one", "opencode/made-one", _project.PathOf(".opencode/worktrees/made-one")), (made.Name, made.Branch, made.Directory));
        Assert.Equal(("worktree.ready", made.Directory), (ready.Type, ready.Directory));
        Assert.Equal("opencode/made-one", Assert.IsType<WorktreeReadyData>(ready.Data).Branch);
        Assert.True(File.Exists(Path.Combine(made.Directory, "a.txt")));
        Assert.StartsWith("made-one-", again.Name, StringComparison.Ordinal);
        Assert.Equal([made.Directory, again.Directory], (await ListAsync()).Order(StringComparer.Ordinal));
        Assert.Equal("", await _project.GitAsync("status", "--porcelain"));
    }

    [Theory]
    [InlineData("--evil/../x", "evil-x")]
    [InlineData("../../Ümlaut", "mlaut")]
    public async Task A_name_is_neither_a_path_nor_an_option(string wanted, string name)
    {
        await _project.CommitAsync();

        Assert.Equal(name, (await CreateAsync(wanted)).Name);
    }

    [Fact]
    public async Task A_start_command_runs_in_the_worktree_and_its_failure_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is a shell's.");
        await _project.CommitAsync();

        Worktree made = await CreateAsync("made", "echo run > ran.txt; echo wrong >&2; exit 3");
        ServerEvent ready = await _events.NextAsync();
        ServerEvent failed = await _events.NextAsync();

        Assert.Equal(("worktree.ready", "worktree.failed"), (ready.Type, failed.Type));
        Assert.Equal("The start command ended with 3: wrong", Assert.IsType<ErrorMessageData>(failed.Data).Message);
        Assert.True(File.Exists(Path.Combine(made.Directory, "ran.txt")));
    }

    [Fact]
    public async Task A_worktree_is_reset_to_the_default_branch()
    {
        _project.Write("a.txt", "a");
        await _project.CommitAsync();
        Worktree made = await CreateAsync("made");
        await _events.NextAsync();
        await File.WriteAllTextAsync(Path.Combine(made.Directory, "a.txt"), "changed", SampleRepository.Token);
        await File.WriteAllTextAsync(Path.Combine(made.Directory, "new.txt"), "new", SampleRepository.Token);

        Assert.True(await ResetAsync(made.Directory));
        Assert.Equal("a", await File.ReadAllTextAsync(Path.Combine(made.Directory, "a.txt"), SampleRepository.Token));
        Assert.False(File.Exists(Path.Combine(made.Directory, "new.txt")));
    }

    [Fact]
    public async Task A_worktree_is_removed_with_its_branch_and_the_project_is_not()
    {
        _project.Write("a.txt", "a");
        await _project.CommitAsync();
        Worktree made = await CreateAsync("made");
        await _events.NextAsync();
        await File.WriteAllTextAsync(Path.Combine(made.Directory, "new.txt"), "new", SampleRepository.Token);

        Assert.True(await RemoveAsync(made.Directory));
        Assert.True(await RemoveAsync(made.Directory));
        Assert.False(Directory.Exists(made.Directory));
        Assert.Equal("main", await _project.GitAsync("branch", "--format=%(refname:short)"));
        Assert.Equal(WorktreeErrorName.WorktreeRemoveFailedError, await RefusalAsync(() => RemoveAsync(_project.Root)));
        Assert.Equal(WorktreeErrorName.WorktreeResetFailedError, await RefusalAsync(() => ResetAsync(_project.Root)));
        Assert.Equal(WorktreeErrorName.WorktreeResetFailedError, await RefusalAsync(() => ResetAsync(made.Directory)));
        Assert.Equal(403, (await Assert.ThrowsAsync<OperationException>(() => RemoveAsync("/tmp"))).Status);
    }

    [Fact]
    public async Task Without_a_repository_or_a_commit_there_are_no_worktrees()
    {
        Assert.Empty(await ListAsync());
        Assert.Equal(WorktreeErrorName.WorktreeNotGitError, await RefusalAsync(() => CreateAsync("made")));

        await _project.GitAsync("init", "--quiet");

        Assert.Equal(WorktreeErrorName.WorktreeCreateFailedError, await RefusalAsync(() => CreateAsync("made")));
    }

    private static async Task<WorktreeErrorName> RefusalAsync(Func<Task> request)
        => Assert.IsType<WorktreeError>((await Assert.ThrowsAsync<OperationException>(request)).Body).Name;

    private Task<IReadOnlyList<string>> ListAsync()
        => _worktrees.ListAsync(new WorktreeListCall { HttpContext = SampleRepository.Exchange }, SampleRepository.Token);

    private Task<Worktree> CreateAsync(string? name, string? command = null) => _worktrees.CreateAsync(
        new WorktreeCreateCall { HttpContext = SampleRepository.Exchange, Body = new() { Name = name, StartCommand = command } }, SampleRepository.Token);

    private Task<bool> RemoveAsync(string directory) => _worktrees.RemoveAsync(
        new WorktreeRemoveCall { HttpContext = SampleRepository.Exchange, Body = new() { Directory = directory } }, SampleRepository.Token);

    private Task<bool> ResetAsync(string directory) => _worktrees.ResetAsync(
        new WorktreeResetCall { HttpContext = SampleRepository.Exchange, Body = new() { Directory = directory } }, SampleRepository.Token);
}
