using OpenCode.Models;
using OpenCode.Server.Events;
using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;
using OpenCode.Server.Processes;

namespace OpenCode.Server.Worktrees;

/// <summary>Copies a project into a folder that the request names, as a working tree without a branch.</summary>
/// <param name="locations">Which folders may be used.</param>
/// <param name="projects">Which projects they belong to.</param>
/// <param name="events">Who is told that a project has other folders now.</param>
public sealed class V2ProjectCopyOperations(LocationResolver locations, ProjectIdentities projects, IEventPublisher events) : IV2ProjectCopyOperations
{
    private const string Strategy = "git_worktree";

    /// <inheritdoc/>
    public async Task<ProjectCopyCopy> CreateAsync(V2ProjectCopyCreateCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Body.Strategy != Strategy) throw Refused($"There is no strategy '{call.Body.Strategy}' for copies; '{Strategy}' is one.");
        GitFolder git = await FindAsync(call, call.ProjectId, call.Location, cancellationToken);
        string parent = locations.Find(call, call.Body.Directory).Directory;
        string name = call.Body.Name is { } wanted ? WorktreeNames.From(wanted) : MadeUpName.Next();
        if (name.Length == 0) throw Refused($"'{call.Body.Name}' has no letter or digit that the name of a folder could be made of.");
        string directory = Path.Combine(parent, name);
        if (Path.Exists(directory)) throw Refused($"{directory} is there already. Give another name.");
        ProgramOutput added = await git.RunAsync(["worktree", "add", "--detach", "--", directory, "HEAD"], cancellationToken);
        if (!added.IsSuccess) throw Refused(added.Error);
        Tell(call.ProjectId, git);
        return new() { Directory = directory };
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(V2ProjectCopyRemoveCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        GitFolder git = await FindAsync(call, call.ProjectId, call.Location, cancellationToken);
        string directory = locations.Find(call, call.Body.Directory).Directory;
        WorktreeEntry? copy = (await WorktreeList.ReadAsync(git, cancellationToken)).FirstOrDefault(w => w.Directory == directory);
        if (copy is not { IsMain: false }) throw Refused($"{call.Body.Directory} is no copy of the project.");
        string[] force = call.Body.Force ? ["--force"] : [];
        ProgramOutput removed = await git.RunAsync(["worktree", "remove", .. force, "--", directory], cancellationToken);
        if (!removed.IsSuccess) throw Refused(removed.Error, isForceRequired: !call.Body.Force && removed.Error.Contains("--force", StringComparison.Ordinal));
        Tell(call.ProjectId, git);
    }

    /// <inheritdoc/>
    /// <remarks>Git is asked anew for every request, so that there is nothing to look for; copies whose folders are gone are forgotten.</remarks>
    public async Task RefreshAsync(V2ProjectCopyRefreshCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        string directory = locations.Find(call, call.Location?.Directory).Directory;
        if (await GitFolder.FindAsync(directory, cancellationToken) is not { } git) return;
        await git.RunAsync(["worktree", "prune"], cancellationToken);
        Tell(call.ProjectId, git);
    }

    private async Task<GitFolder> FindAsync(OperationCall call, string projectId, LocationParameter? asked, CancellationToken cancellationToken)
    {
        ServerLocation location = locations.Find(call, asked?.Directory);
        LocationInfo described = await projects.DescribeAsync(location, cancellationToken);
        GitFolder? git = described.Project.Id == projectId ? await GitFolder.FindAsync(location.Directory, cancellationToken) : null;
        return git ?? throw Refused($"{location.Directory} belongs to no repository of the project '{projectId}'. Name a location in it.");
    }

    private void Tell(string projectId, GitFolder git)
        => events.Publish(new ServerEvent("project.directories.updated", new ProjectDirectoriesUpdatedData { ProjectId = projectId }, git.Directory));

    private static OperationException Refused(string message, bool isForceRequired = false)
        => new(400, new ProjectCopyError { Data = new() { Message = message, ForceRequired = isForceRequired ? true : null } }, message);
}
