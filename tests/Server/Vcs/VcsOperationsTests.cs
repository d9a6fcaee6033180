using System.Text;
using System.Text.Json;
using OpenCode.Models;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;
using OpenCode.Server.Tests.Git;
using OpenCode.Server.Vcs;
using Xunit;

namespace OpenCode.Server.Tests.Vcs;

public sealed class VcsOperationsTests : IDisposable
{
    private const string NewFile = "diff --git a/patched.txt b/patched.txt\nnew file mode 100644\n--- /dev/null\n+++ b/patched.txt\n@@ -0,0 +1 @@\n+yes\n";

    private readonly SampleRepository _project = new();

    private VcsOperations Vcs => new(_project.Locations);

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_folder_without_a_repository_has_no_branch_and_no_changes()
    {
        _project.Write("a.txt", "a");

        Assert.Equal("""{"branch":null,"default_branch":null}""", Json(await GetAsync()));
        Assert.Empty(await Vcs.StatusAsync(new() { HttpContext = SampleRepository.Exchange }, SampleRepository.Token));
        Assert.Empty(await DiffAsync(VcsDiffMode.Git));
        Assert.Empty(await Vcs.DiffRawAsync(new() { HttpContext = SampleRepository.Exchange }, SampleRepository.Token));
        Assert.Equal((400, VcsApplyErrorDataReason.NonGit), await RefusalAsync(NewFile));
    }

    [Fact]
    public async Task The_branches_are_known()
    {
        await _project.CommitAsync();
        Assert.Equal("""{"branch":"main","default_branch":"main"}""", Json(await GetAsync()));

        await _project.GitAsync("checkout", "--quiet", "-b", "topic/one");
        Assert.Equal("""{"branch":"topic/one","default_branch":"main"}""", Json(await GetAsync()));

        await _project.GitAsync("checkout", "--quiet", "--detach");
        Assert.Equal("""{"branch":null,"default_branch":"main"}""", Json(await GetAsync()));
    }

    [Fact]
    public async Task Every_changed_file_has_its_patch()
    {
        _project.Write("a.txt", "1\n2\n3\n4\n5\n6\n");
        _project.Write("gone.txt", "diff --git a/x b/x\n");
        await _project.CommitAsync();
        _project.Write("a.txt", "1\n2\n3\n4\n5\nsix\n");
        _project.Write("src/new ü.txt", "new\n");
        File.Delete(_project.PathOf("gone.txt"));

        IReadOnlyList<VcsFileDiff> diff = await DiffAsync(VcsDiffMode.Git, context: 0);
        string raw = await Vcs.DiffRawAsync(new() { HttpContext = SampleRepository.Exchange }, SampleRepository.Token);

        Assert.Equal(
            [("a.txt", "modified", 1, 1), ("gone.txt", "deleted", 0, 1), ("src/new ü.txt", "added", 1, 0)],
            diff.Select(static d => (d.File, d.Status!.Value.Value, d.Additions, d.Deletions)));
        Assert.EndsWith("@@ -6 +6 @@\n-6\n+six\n", diff[0].Patch, StringComparison.Ordinal);
        Assert.Contains("-diff --git a/x b/x\n", diff[1].Patch, StringComparison.Ordinal);
        Assert.Contains("new file mode 100644", diff[2].Patch, StringComparison.Ordinal);
        Assert.Contains("+new\n", raw, StringComparison.Ordinal);
        Assert.Contains(" 5\n-6\n+six\n", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_without_a_commit_has_only_new_files()
    {
        await _project.GitAsync("init", "--quiet", "--initial-branch=first");
        _project.Write("a.txt", "a\n");

        Assert.Equal("first", (await GetAsync()).DefaultBranch);
        Assert.Equal(ChangedFileStatus.Added, Assert.Single(await DiffAsync(VcsDiffMode.Git)).Status);
    }

    [Fact]
    public async Task A_branch_is_compared_with_where_it_began()
    {
        _project.Write("a.txt", "a\n");
        await _project.CommitAsync();
        _project.Write("a.txt", "changed\n");
        Assert.Empty(await DiffAsync(VcsDiffMode.Branch));
        await _project.GitAsync("checkout", "--quiet", "-b", "topic");
        await _project.CommitAsync();
        _project.Write("b.txt", "b\n");

        Assert.Equal(["a.txt", "b.txt"], (await DiffAsync(VcsDiffMode.Branch)).Select(static d => d.File));
        Assert.Equal(["b.txt"], (await DiffAsync(VcsDiffMode.Git)).Select(static d => d.File));
    }

    [Fact]
    public async Task Programs_that_the_repository_names_are_not_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a script.");
        _project.Write("a.txt", "a\n");
        _project.Write(".gitattributes", "* diff=evil\n");
        await _project.CommitAsync();
        string evil = $"touch {_project.PathOf("evil")}";
        await _project.GitAsync("config", "diff.external", evil);
        await _project.GitAsync("config", "diff.evil.textconv", evil);
        await _project.GitAsync("config", "diff.evil.command", evil);
        await _project.GitAsync("config", "core.fsmonitor", evil);
        _project.Write("a.txt", "b\n");

        Assert.Single(await DiffAsync(VcsDiffMode.Git));
        Assert.False(File.Exists(_project.PathOf("evil")));
    }

    [Fact]
    public async Task A_patch_is_applied_or_refused_as_a_whole()
    {
        await _project.CommitAsync();

        Assert.True((await ApplyAsync(NewFile)).Applied);
        Assert.Equal("yes\n", await File.ReadAllTextAsync(_project.PathOf("patched.txt"), SampleRepository.Token));
        Assert.Equal((400, VcsApplyErrorDataReason.NotClean), await RefusalAsync(NewFile));
        Assert.Equal((400, VcsApplyErrorDataReason.NotClean), await RefusalAsync("nonsense"));
    }

    [Theory]
    [InlineData("../patched.txt")]
    [InlineData(".git/hooks/post-checkout")]
    [InlineData("outside/patched.txt")]
    public async Task A_patch_reaches_nothing_outside_of_the_project(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are a privilege there.");
        await _project.CommitAsync();
        Directory.CreateDirectory(_project.PathOf("../elsewhere"));
        File.CreateSymbolicLink(_project.PathOf("outside"), _project.PathOf("../elsewhere"));

        Assert.Equal((400, VcsApplyErrorDataReason.NotClean), await RefusalAsync(NewFile.Replace("patched.txt", path, StringComparison.Ordinal)));
        Assert.False(File.Exists(_project.PathOf(path)));
    }

    [Fact]
    public async Task In_a_folder_of_a_repository_only_what_lies_there_is_shown_and_changed()
    {
        _project.Write("src/a.txt", "a\n");
        await _project.CommitAsync();
        _project.Write("top.txt", "new\n");
        _project.Write("src/a.txt", "b\n");
        var inFolder = new VcsOperations(new LocationResolver(new OpenCodeEndpointOptions { Directory = _project.PathOf("src") }));

        IReadOnlyList<VcsFileStatus> status = await inFolder.StatusAsync(new() { HttpContext = SampleRepository.Exchange }, SampleRepository.Token);
        OperationException refused = await Assert.ThrowsAsync<OperationException>(
            () => inFolder.ApplyAsync(new() { HttpContext = SampleRepository.Exchange, Body = new() { Patch = NewFile } }, SampleRepository.Token));
        string below = NewFile.Replace("patched.txt", "src/patched.txt", StringComparison.Ordinal);
        await inFolder.ApplyAsync(new() { HttpContext = SampleRepository.Exchange, Body = new() { Patch = below } }, SampleRepository.Token);

        Assert.Equal("src/a.txt", Assert.Single(status).File);
        Assert.Equal(403, refused.Status);
        Assert.True(File.Exists(_project.PathOf("src/patched.txt")));
    }

    private static string Json(VcsInfo info)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) info.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private Task<VcsInfo> GetAsync() => Vcs.GetAsync(new VcsGetCall { HttpContext = SampleRepository.Exchange }, SampleRepository.Token);

    private Task<IReadOnlyList<VcsFileDiff>> DiffAsync(VcsDiffMode mode, long? context = null)
        => Vcs.DiffAsync(new VcsDiffCall { HttpContext = SampleRepository.Exchange, Mode = mode, Context = context }, SampleRepository.Token);

    private Task<VcsApplyResponse> ApplyAsync(string patch)
        => Vcs.ApplyAsync(new VcsApplyCall { HttpContext = SampleRepository.Exchange, Body = new() { Patch = patch } }, SampleRepository.Token);

    private async Task<(int Status, VcsApplyErrorDataReason Reason)> RefusalAsync(string patch)
    {
        OperationException refused = await Assert.ThrowsAsync<OperationException>(() => ApplyAsync(patch));
        return (refused.Status, Assert.IsType<VcsApplyError>(refused.Body).Data.Reason);
    }
}
