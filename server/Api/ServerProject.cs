using OpenCode.Models;

namespace OpenCode.Server.Api;

/// <summary>A project as the older API describes it.</summary>
internal static class ServerProject
{
    private const string NoRepository = "global";

    public static Project Of(LocationInfo location, TimeProvider clock) => new()
    {
        Id = location.Project.Id,
        Worktree = location.Project.Directory,
        Sandboxes = [],
        Vcs = location.Project.Id == NoRepository ? (ProjectVcs?)null : ProjectVcs.Git,
        Time = new()
        {
            Created = new DateTimeOffset(Directory.GetCreationTimeUtc(location.Project.Directory)).ToUnixTimeMilliseconds(),
            Updated = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        },
    };
}
