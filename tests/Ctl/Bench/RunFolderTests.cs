using System.Diagnostics;
using OpenCode.Approvals;
using OpenCode.Ctl.Bench.Plans;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Running;
using OpenCode.Models;
using OpenCode.Workbench;

namespace OpenCode.Ctl.Tests.Bench;

public sealed class RunFolderTests : IDisposable
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly WorkFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_works_in_a_copy_and_its_changes_are_counted_from_after_the_setup()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are those of a Unix shell.");
        const string failing = "echo no; cat \"$OCCTL_BENCH_ANSWER\"; exit 7";
        _folder.Write("shop/src/a.txt", "one\ntwo\n");
        _folder.Write("shop/gone.txt", "x\n");
        File.CreateSymbolicLink(_folder.PathOf("shop/link"), "src/a.txt");
        RunFolder run = await CreateAsync(new BenchTask
        {
            Id = "x",
            Prompt = "X",
            Directory = _folder.PathOf("shop"),
            Setup = "echo ready > setup.txt",
            TimeLimit = _minute,
            Checks = [new BenchCheck("grep -q three link", _minute), new BenchCheck(failing, _minute)],
        });
        Assert.Null(await run.SetUpAsync(Token));
        Assert.Empty(await run.ChangesAsync(Token));

        // What an agent does: changes, makes, removes, and commits on the way.
        await File.AppendAllTextAsync(Path.Combine(run.Copy, "src", "a.txt"), "three\n", Token);
        Directory.CreateDirectory(Path.Combine(run.Copy, "new folder"));
        await File.WriteAllTextAsync(Path.Combine(run.Copy, "new folder", "ü.txt"), "1\n2\n", Token);
        File.Delete(Path.Combine(run.Copy, "gone.txt"));
        Assert.Equal(
            [new RunFile("gone.txt", 0, 1), new RunFile("new folder/ü.txt", 2, 0), new RunFile("src/a.txt", 1, 0)], await run.ChangesAsync(Token));
        Assert.Equal(
            [new RunCheck("grep -q three link", 0, ""), new RunCheck(failing, 7, "no\n42")], await run.CheckAsync("42", Token));
        Assert.Equal("one\ntwo\n", _folder.Read("shop/src/a.txt"));
        run.Remove();
        Assert.False(Directory.Exists(run.Copy));
    }

    /// <summary>Or of everything; and the repository around the results is not taken for the run's.</summary>
    [Theory]
    [InlineData(".git")]
    [InlineData("")]
    public async Task An_agent_may_remove_its_repository(string removed)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are those of a Unix shell.");
        _folder.Write("shop/a.txt", "one\n");
        Directory.CreateDirectory(_folder.PathOf(".git"));
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        Directory.CreateDirectory(_folder.PathOf(".git/objects"));
        Directory.CreateDirectory(_folder.PathOf(".git/refs"));
        RunFolder run = await CreateAsync(new BenchTask
        {
            Id = "x",
            Prompt = "X",
            Directory = _folder.PathOf("shop"),
            TimeLimit = _minute,
            Checks = [new BenchCheck("git rev-parse --git-dir", _minute)],
        });
        await run.SetUpAsync(Token);
        Directory.Delete(Path.Combine(run.Copy, removed), recursive: true);
        if (removed.Length > 0) await File.WriteAllTextAsync(Path.Combine(run.Copy, "b.txt"), "two\n", Token);

        Assert.Equal(removed.Length > 0 ? new RunFile("b.txt", 1, 0) : new RunFile("a.txt", 0, 1), Assert.Single(await run.ChangesAsync(Token)));
        Assert.Equal(128, Assert.Single(await run.CheckAsync("", Token)).ExitCode);
    }

    [Fact]
    public async Task An_agent_may_make_repositories_whose_files_are_counted_and_which_stay()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are those of a Unix shell.");
        BenchCheck check = new("git -C new status", _minute);
        RunFolder run = await CreateAsync(new BenchTask { Id = "x", Prompt = "X", TimeLimit = _minute, Checks = [check] });
        await run.SetUpAsync(Token);
        Directory.CreateDirectory(Path.Combine(run.Copy, "new"));
        await File.WriteAllTextAsync(Path.Combine(run.Copy, "new", "a.txt"), "one\n", Token);
        using (Process git = Process.Start("git", ["init", "--quiet", Path.Combine(run.Copy, "new")]))
        {
            await git.WaitForExitAsync(Token);
        }

        Assert.Equal(new RunFile("new/a.txt", 1, 0), Assert.Single(await run.ChangesAsync(Token)));
        Assert.Equal(0, Assert.Single(await run.CheckAsync("", Token)).ExitCode);
    }

    [Fact]
    public async Task A_setup_that_fails_is_told_with_what_it_printed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are those of a Unix shell.");
        RunFolder run = await CreateAsync(new BenchTask { Id = "x", Prompt = "X", Setup = "echo why >&2; exit 3", Checks = [], TimeLimit = _minute });

        Assert.Equal("The setup `echo why >&2; exit 3` ended with 3: why", await run.SetUpAsync(Token));
    }

    [Fact]
    public async Task A_check_that_never_ends_is_ended()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are those of a Unix shell.");
        RunFolder run = await CreateAsync(new BenchTask
        {
            Id = "x",
            Prompt = "X",
            TimeLimit = _minute,
            Checks = [new BenchCheck("tail -f /dev/null", TimeSpan.FromMilliseconds(100))],
        });
        await run.SetUpAsync(Token);

        Assert.Equal(new RunCheck("tail -f /dev/null", null, "It took more than 0.1 seconds."), Assert.Single(await run.CheckAsync("", Token)));
    }

    [Fact]
    public async Task A_worktree_is_copied_without_its_way_back_to_the_repository()
    {
        _folder.Write("tree/.git", "gitdir: /somewhere/else");
        _folder.Write("tree/a.txt", "a");
        RunFolder run = await CreateAsync(new BenchTask { Id = "x", Prompt = "X", Directory = _folder.PathOf("tree"), Checks = [], TimeLimit = _minute });

        Assert.True(Directory.Exists(Path.Combine(run.Copy, ".git")));
    }

    [Fact]
    public async Task Agents_stay_in_their_directory_where_nothing_else_is_said()
    {
        PermissionPolicy usual = BenchPermissions.Policy(null);

        Assert.Equal(PermissionReply.Once, (await usual.DecideAsync(Request("bash", "rm -rf x"), cancellationToken: Token)).Reply);
        Assert.Equal(PermissionReply.Reject, (await usual.DecideAsync(Request("external_directory", "/etc/*"), cancellationToken: Token)).Reply);
        Assert.Null(BenchPermissions.Rules(null));
    }

    [Fact]
    public async Task The_first_rule_that_fits_counts_for_the_policy_and_is_the_last_one_for_the_server()
    {
        BenchRule[] rules = [new("bash", "git *", true, null), new("bash", "*", false, "Only git."), new("edit", "*", true, null)];
        PermissionPolicy policy = BenchPermissions.Policy(rules);

        Assert.Equal(PermissionReply.Once, (await policy.DecideAsync(Request("bash", "git log"), cancellationToken: Token)).Reply);
        Assert.Equal("Only git.", (await policy.DecideAsync(Request("bash", "ls"), cancellationToken: Token)).Message);
        Assert.Equal(PermissionReply.Reject, (await policy.DecideAsync(Request("webfetch", "https://x"), cancellationToken: Token)).Reply);
        Assert.Equal(
            ["edit * allow", "bash * ask", "bash git * allow"],
            BenchPermissions.Rules(rules)!.Select(static r => $"{r.Permission} {r.Pattern} {r.Action.Value}"));
    }

    public void Dispose() => _folder.Dispose();

    private static PermissionRequest Request(string permission, string pattern) => new()
    {
        Id = "per_1",
        SessionId = "ses_1",
        Permission = permission,
        Patterns = [pattern],
        Always = [],
        Metadata = default,
    };

    private async Task<RunFolder> CreateAsync(BenchTask task)
    {
        BenchPlan plan = BenchSamples.Plan(_folder.PathOf("bench.json"));
        RunFolder folder = new(new OutputFolder(_folder.PathOf("results")), new BenchRun(plan.Models[0], task, 1), plan);
        await folder.MakeAsync(Token);
        return folder;
    }
}
