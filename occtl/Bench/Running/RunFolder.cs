using OpenCode.Ctl.Bench.Plans;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Hosting.Processes;

namespace OpenCode.Ctl.Bench.Running;

/// <summary>What a run has for itself: its copy of the directory, and what its commands print.</summary>
internal sealed class RunFolder
{
    // By this variable the processes are found that a setup or a check has left behind.
    private const string Mark = "OCCTL_BENCH_RUN";

    /// <summary>Where git does not look for a repository: an agent may remove that of its directory, and the one around it is not meant.</summary>
    public const string CeilingVariable = "GIT_CEILING_DIRECTORIES";

    private static readonly TimeSpan _setupLimit = TimeSpan.FromMinutes(10);

    private readonly string _root;
    private readonly BenchRun _run;
    private readonly GitTree _git;
    private readonly ShellCommand _shell;
    private string _before = "";

    public RunFolder(OutputFolder output, BenchRun run, BenchPlan plan)
    {
        (_root, _run) = (Path.Combine(output.WorkFolder, run.Id), run);
        Copy = Path.Combine(_root, "project");
        _git = new GitTree(Copy, Path.Combine(_root, "git"));
        _shell = new ShellCommand(Copy, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Mark] = _root,
            ["OCCTL_BENCH_FOLDER"] = Path.GetDirectoryName(plan.File)!,
            ["OCCTL_BENCH_ANSWER"] = AnswerFile,
            ["OCCTL_BENCH_MODEL"] = run.Model.Name,
            ["OCCTL_BENCH_TASK"] = run.Task.Id,
            [CeilingVariable] = _root,
        });
    }

    /// <summary>The copy, in which the agent works.</summary>
    public string Copy { get; }

    // Not in the copy, where it would be a change.
    private string AnswerFile => Path.Combine(_root, "answer.txt");

    /// <summary>Makes it anew.</summary>
    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        Remove();
        Directory.CreateDirectory(Copy);
        await Task.Run(
            () =>
            {
                if (_run.Task.Directory is { } template) TemplateFolder.Copy(template, Copy);
            },
            cancellationToken);
        await _git.EnsureAsync(_run.Id, cancellationToken);
    }

    /// <summary>Removes what killed runs have left, their processes included.</summary>
    public static void RemoveAll(OutputFolder output)
    {
        if (!Directory.Exists(output.WorkFolder)) return;
        foreach (string root in Directory.EnumerateDirectories(output.WorkFolder)) Remove(root);
    }

    /// <summary>Prepares the copy.</summary>
    /// <returns>What went wrong; null for nothing.</returns>
    public async Task<string?> SetUpAsync(CancellationToken cancellationToken)
    {
        if (_run.Task.Setup is { } command)
        {
            string log = Path.Combine(_root, "setup.log");
            int? code = await _shell.RunAsync(command, log, _setupLimit, cancellationToken);
            if (code != 0)
            {
                string how = code is null ? $"took more than {_setupLimit.TotalMinutes:0} minutes" : $"ended with {code}";
                return $"The setup `{command}` {how}: {ShellCommand.LastLines(log)}";
            }
        }

        _before = await _git.WriteAsync(cancellationToken);
        return null;
    }

    /// <summary>The files that were changed since the setup.</summary>
    public async Task<IReadOnlyList<RunFile>> ChangesAsync(CancellationToken cancellationToken)
        => await _git.ChangesAsync(_before, await _git.WriteAsync(cancellationToken), cancellationToken);

    /// <summary>Runs all checks, in order.</summary>
    /// <param name="answer">The agent's last text, which checks find in the file that OCCTL_BENCH_ANSWER names.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public async Task<IReadOnlyList<RunCheck>> CheckAsync(string answer, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Copy);
        await File.WriteAllTextAsync(AnswerFile, answer, cancellationToken);
        List<RunCheck> checks = [];
        foreach (BenchCheck check in _run.Task.Checks)
        {
            string log = Path.Combine(_root, "check.log");
            int? code = await _shell.RunAsync(check.Command, log, check.TimeLimit, cancellationToken);
            string last = code is null ? $"It took more than {check.TimeLimit.TotalSeconds:0.#} seconds." : ShellCommand.LastLines(log);
            checks.Add(new RunCheck(check.Command, code, last));
        }

        return checks;
    }

    /// <summary>Removes it, with the processes that its commands have left.</summary>
    public void Remove() => Remove(_root);

    private static void Remove(string root)
    {
        if (!Directory.Exists(root)) return;
        ProcessIdentity.KillMarked(Mark, root);
        try
        {
            Directory.Delete(root, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An agent's process may still write into it, or it holds files that cannot be written; it is tried again by the next run.
        }
    }
}
