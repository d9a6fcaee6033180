using OpenCode.Ctl.Tests.Running;

namespace OpenCode.Ctl.Tests.Sessions;

/// <summary>Working trees of git.</summary>
[Collection(nameof(SharedServer))]
public sealed class WorktreeTests(SharedServer shared)
{
    private const int Limit = 300_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Working_trees_are_made_used_listed_and_removed()
    {
        Occ occ = await shared.GetAsync();

        Said made = await occ.RunAsync("worktree", "create", "try-1");
        Said ran = await occ.RunAsync("worktree", "run", "Say one.", "--name", "try-2", "--remove", "--json");
        Said listed = await occ.RunAsync("worktree", "list", "--json");
        Said removed = await occ.RunAsync("worktree", "remove", "try-1", "--json");

        Assert.Equal(0, made.Code);
        Assert.True((ran.Code, (string?)ran.Json["text"]) == (0, "one"), ran.ToString());
        Assert.EndsWith("try-2", (string)ran.Json["directory"]!, StringComparison.Ordinal);
        Assert.Equal([made.Output.Trim()], listed.Json.AsArray().Select(static d => (string)d!));
        Assert.Equal((made.Output.Trim(), "removed"), ((string)removed.Json["directory"]!, (string)removed.Json["result"]!));
        Assert.Equal(102, (await occ.RunAsync("worktree", "remove", "try-1")).Code);
    }

    [Theory(Timeout = Limit)]
    [InlineData("late-0", "create", "late-0")]
    [InlineData("late-1", "run", "Say one.", "--name", "late-1")]
    public async Task A_hook_that_hangs_where_a_working_tree_is_made_does_not_outlast_the_timeout(string name, params string[] typed)
    {
        Occ occ = await shared.GetAsync();
        using HangingHook hook = await HangingHook.PutAsync(occ, "made");

        Said said = await occ.RunAsync(["worktree", .. typed, "--timeout", "2s"]);

        Assert.True((said.Code, said.Output) == (124, ""), said.ToString());
        Assert.Equal(
            $"The time limit of 2 seconds was reached before the working tree was made. Git may still be at it on {shared.Id}, and so may a hook of the repository; 'occtl stop {shared.Id}' ends both.\n",
            said.Errors);
        hook.Release();
        await UntilAsync(occ, name, isThere: true);
        await occ.RunAsync("worktree", "remove", name);
    }

    [Fact(Timeout = Limit)]
    public async Task A_hook_that_hangs_where_a_working_tree_is_removed_does_not_outlast_the_timeout()
    {
        Occ occ = await shared.GetAsync();
        await occ.RunAsync("worktree", "create", "late-2");
        using HangingHook hook = await HangingHook.PutAsync(occ, "removed");

        Said said = await occ.RunAsync("worktree", "remove", "late-2", "--timeout", "2s");

        Assert.True((said.Code, said.Output) == (124, ""), said.ToString());
        Assert.StartsWith("The time limit of 2 seconds was reached before the working tree was removed.", said.Errors, StringComparison.Ordinal);
        hook.Release();
        await UntilAsync(occ, "late-2", isThere: false);
    }

    /// <summary>The answer is worth more than an empty place.</summary>
    [Fact(Timeout = Limit)]
    public async Task A_hook_that_hangs_behind_a_prompt_leaves_the_answer_and_a_warning()
    {
        Occ occ = await shared.GetAsync();
        using HangingHook hook = await HangingHook.PutAsync(occ, "removed");

        Said said = await occ.RunAsync("worktree", "run", "Say one.", "--name", "late-3", "--remove", "--timeout", "10s", "--json");

        Assert.True((said.Code, (string?)said.Json["text"]) == (0, "one"), said.ToString());
        Assert.Matches("^The working tree '.*late-3' was not removed: The time limit of [0-9.]+ seconds was reached before", said.Errors);
        hook.Release();
        await UntilAsync(occ, "late-3", isThere: false);
    }

    private static async Task UntilAsync(Occ occ, string name, bool isThere)
    {
        while ((await occ.RunAsync("worktree", "list")).Output.Contains($"/{name}\n", StringComparison.Ordinal) != isThere) await Task.Delay(100, Token);
    }

    /// <summary>
    /// A hook of the project's repository that goes on only when it is released. Working trees are made without a checkout, so that its hook is not run; each
    /// is a branch, too, and of those git tells this hook.
    /// </summary>
    private sealed class HangingHook : IDisposable
    {
        private readonly string _hook;
        private readonly string _hold;

        private HangingHook(string hook, string hold) => (_hook, _hold) = (hook, hold);

        /// <param name="occ">The project.</param>
        /// <param name="what">When it hangs: <c>made</c> or <c>removed</c>.</param>
        public static async Task<HangingHook> PutAsync(Occ occ, string what)
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "The hook is a shell script.");
            HangingHook hook = new(Path.Combine(occ.Project, ".git", "hooks", "reference-transaction"), Path.Combine(occ.Project, ".git", "hold"));
            await File.WriteAllTextAsync(hook._hold, "", Token);
            Directory.CreateDirectory(Path.GetDirectoryName(hook._hook)!);
            await File.WriteAllTextAsync(
                hook._hook,
                $"""
                #!/bin/sh
                [ "$1" = prepared ] || exit 0
                if grep -q ' 00000000* refs/heads/'; then what=removed; else what=made; fi
                while [ $what = {what} ] && [ -e '{hook._hold}' ]; do sleep 0.1; done

                """,
                Token);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(hook._hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return hook;
        }

        public void Release() => File.Delete(_hold);

        public void Dispose()
        {
            Release();
            File.Delete(_hook);
        }
    }
}
