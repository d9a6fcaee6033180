using OpenCode.Core.Errors;
using OpenCode.Models;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Worktrees and patches.</summary>
[Collection<SharedServer>]
public sealed class WorktreeTests(LiveServer server)
{
    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_worktree_is_created_listed_and_removed()
    {
        var worktrees = server.Client.Experimental.Worktree;
        Worktree created = await worktrees.PostAsync(new() { Name = "side" }, cancellationToken: LiveServer.Cancellation);
        Assert.Equal("side", created.Name);
        Assert.Contains(created.Directory, await worktrees.GetAsync(cancellationToken: LiveServer.Cancellation));

        Assert.True(await worktrees.DeleteAsync(new() { Directory = created.Directory }, cancellationToken: LiveServer.Cancellation));

        Assert.DoesNotContain(created.Directory, await worktrees.GetAsync(cancellationToken: LiveServer.Cancellation));
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_patch_is_applied_and_one_that_does_not_fit_is_a_typed_error()
    {
        VcsApplyResponse applied = await server.Client.Vcs.Apply.PostAsync(
            new() { Patch = "diff --git a/patched.txt b/patched.txt\nnew file mode 100644\n--- /dev/null\n+++ b/patched.txt\n@@ -0,0 +1 @@\n+yes\n" },
            cancellationToken: LiveServer.Cancellation);
        Assert.True(applied.Applied);
        Assert.Equal("yes\n", await File.ReadAllTextAsync(Path.Combine(server.Sandbox.Directory, "patched.txt"), LiveServer.Cancellation));

        var refused = await Assert.ThrowsAsync<ApiBadRequestException>(
            () => server.Client.Vcs.Apply.PostAsync(new() { Patch = "nonsense" }, cancellationToken: LiveServer.Cancellation));
        Assert.Equal(VcsApplyErrorDataReason.NotClean, Assert.IsType<VcsApplyError>(refused.Error).Data.Reason);
    }
}
