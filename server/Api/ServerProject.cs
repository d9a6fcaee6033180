using OpenCode.Models;
using OpenCode.Server.Git;

namespace OpenCode.Server.Api;

/// <summary>A project as the older API describes it.</summary>
internal static class ServerProject
{
    public static Project Of(LocationInfo location, TimeProvider clock) => new()
    {
        Id = location.Project.Id,
        Worktree = location.Project.Directory,
        Sandboxes = [],
        Vcs = location.Project.Id == ProjectIdentities.NoRepository ? (ProjectVcs?)null : ProjectVcs.Git,
        Time = new()
        {
            Created = new DateTimeOffset(Directory.GetCreationTimeUtc(location.Project.Directory)).ToUnixTimeMilliseconds(),
            Updated = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        },
    };
}
