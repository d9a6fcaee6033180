using OpenCode.Models;
using OpenCode.Server.Events;
using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;
using OpenCode.Server.Processes;

namespace OpenCode.Server.Worktrees;

/// <summary>Makes and removes working trees beside the one of a project, each with a branch of its own.</summary>
/// <param name="locations">Which folders may be used.</param>
/// <param name="events">Who is told when a working tree is ready.</param>
/// <remarks>Working trees come to lie in <c>.opencode/worktrees</c> of the project, where requests may name them.</remarks>
public sealed class WorktreeOperations(LocationResolver locations, IEventPublisher events) : IWorktreeOperations, IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromMinutes(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly BackgroundTasks _preparing = new();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAsync(WorktreeListCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (await FindAsync(call, call.Directory, cancellationToken) is not { } git) return [];
        IReadOnlyList<WorktreeEntry> all = await WorktreeList.ReadAsync(git, cancellationToken);
        return [.. all.Where(w => !w.IsMain && Directory.Exists(w.Directory) && locations.Allows(call, w.Directory)).Select(static w => w.Directory)];
    }

    /// <inheritdoc/>
    /// <remarks>The working tree is there when this returns; its files come after that, and the start command runs then. Events tell of both.</remarks>
    public async Task<Worktree> CreateAsync(WorktreeCreateCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        GitFolder git = await RequireAsync(call, call.Directory, cancellationToken);
        if (!await Branches.ExistsAsync(git, "HEAD", cancellationToken))
            throw Refused(WorktreeErrorName.WorktreeCreateFailedError, "The repository has no commit yet. Commit something first.");
        string main = (await WorktreeList.ReadAsync(git, cancellationToken))[0].Directory;
        string folder = await WorktreePlaces.FolderAsync(locations.Allows(call, main) ? main : git.Directory, cancellationToken);
        string name = await WorktreePlaces.FreeNameAsync(git, folder, call.Body?.Name, cancellationToken)
            ?? throw Refused(WorktreeErrorName.WorktreeNameGenerationFailedError, "All names that were tried are taken. Give another one.");
        var worktree = new Worktree { Name = name, Branch = WorktreePlaces.BranchPrefix + name, Directory = Path.Combine(folder, name) };
        ProgramOutput added = await git.RunAsync(
            ["worktree", "add", "--no-checkout", "-b", worktree.Branch, "--", worktree.Directory, "HEAD"], cancellationToken);
        if (!added.IsSuccess) throw Refused(WorktreeErrorName.WorktreeCreateFailedError, added.Error);
        _preparing.Add(PrepareAsync(git with { Directory = worktree.Directory }, worktree, call.Body?.StartCommand, _stop.Token));
        return worktree;
    }

    /// <inheritdoc/>
    /// <remarks>The branch is deleted when it was made here; one of somebody else stays.</remarks>
    public async Task<bool> RemoveAsync(WorktreeRemoveCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        GitFolder git = await RequireAsync(call, call.Directory, cancellationToken);
        if (await FindAsync(git, call, call.Body.Directory, cancellationToken) is not { } worktree) return true;
        if (worktree.IsMain) throw Refused(WorktreeErrorName.WorktreeRemoveFailedError, "The repository lies in this folder; it cannot be removed.");
        ProgramOutput removed = await git.RunAsync(["worktree", "remove", "--force", "--", worktree.Directory], cancellationToken);
        if (!removed.IsSuccess) throw Refused(WorktreeErrorName.WorktreeRemoveFailedError, removed.Error);
        if (worktree.Branch?.StartsWith(WorktreePlaces.BranchPrefix, StringComparison.Ordinal) == true)
            await git.RunAsync(["branch", "--delete", "--force", "--", worktree.Branch], cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is fetched: the default branch is taken as the repository knows it.</remarks>
    public async Task<bool> ResetAsync(WorktreeResetCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        GitFolder git = await RequireAsync(call, call.Directory, cancellationToken);
        WorktreeEntry worktree = await FindAsync(git, call, call.Body.Directory, cancellationToken)
            ?? throw Refused(WorktreeErrorName.WorktreeResetFailedError, $"The project has no worktree {call.Body.Directory}.");
        if (worktree.IsMain) throw Refused(WorktreeErrorName.WorktreeResetFailedError, "The repository lies in this folder; it is not reset.");
        Branch trunk = await Branches.FindDefaultAsync(git, cancellationToken)
            ?? throw Refused(WorktreeErrorName.WorktreeResetFailedError, "The default branch is not known. Set it with 'git remote set-head origin --auto'.");
        GitFolder inWorktree = git with { Directory = worktree.Directory };
        foreach (string[] arguments in (string[][])[["reset", "--quiet", "--hard", trunk.Reference, "--"], ["clean", "--quiet", "-ffdx"]])
        {
            ProgramOutput output = await inWorktree.RunAsync(arguments, cancellationToken);
            if (!output.IsSuccess) throw Refused(WorktreeErrorName.WorktreeResetFailedError, output.Error);
        }

        return true;
    }

    /// <summary>Ends what is still being prepared.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _preparing.WhenAllAsync();
        _stop.Dispose();
    }

    private async Task PrepareAsync(GitFolder git, Worktree worktree, string? startCommand, CancellationToken cancellationToken)
    {
        try
        {
            await git.RequireAsync(["reset", "--quiet", "--hard"], cancellationToken);
            Tell("worktree.ready", new WorktreeReadyData { Name = worktree.Name, Branch = worktree.Branch });
            if (string.IsNullOrWhiteSpace(startCommand)) return;
            ProgramOutput started = await StartOf(worktree.Directory, startCommand).ExecuteAsync(cancellationToken);
            if (started.ExitCode != 0) Fail($"The start command ended with {started.ExitCode}: {started.Error}");
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
        catch (Exception e)
        {
            // Nobody waits for it: the event is how it is told.
            Fail(e.Message);
        }

        void Fail(string message) => Tell("worktree.failed", new ErrorMessageData { Message = message });

        void Tell(string type, OpenCode.Core.Json.IJsonModel data) => events.Publish(new ServerEvent(type, data, worktree.Directory));
    }

    private static ProgramRun StartOf(string directory, string command) => OperatingSystem.IsWindows()
        ? new ProgramRun(Path.Combine(Environment.SystemDirectory, "cmd.exe"), ["/d", "/s", "/c", command], directory) { Limit = _startLimit }
        : new ProgramRun("/bin/sh", ["-c", command], directory) { Limit = _startLimit };

    // Compared with what git says, so that nothing but a working tree of this repository is touched.
    private async Task<WorktreeEntry?> FindAsync(GitFolder git, OperationCall call, string directory, CancellationToken cancellationToken)
    {
        string asked = locations.Find(call, directory).Directory;
        return (await WorktreeList.ReadAsync(git, cancellationToken)).FirstOrDefault(w => w.Directory == asked);
    }

    private async Task<GitFolder> RequireAsync(OperationCall call, string? directory, CancellationToken cancellationToken)
        => await FindAsync(call, directory, cancellationToken)
            ?? throw Refused(WorktreeErrorName.WorktreeNotGitError, "The folder belongs to no git repository. Make one with git init.");

    private Task<GitFolder?> FindAsync(OperationCall call, string? directory, CancellationToken cancellationToken)
        => GitFolder.FindAsync(locations.Find(call, directory).Directory, cancellationToken);

    private static OperationException Refused(WorktreeErrorName name, string message)
        => new(400, new WorktreeError { Name = name, Data = new() { Message = message } }, message);
}
