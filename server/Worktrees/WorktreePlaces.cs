using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;
using OpenCode.Server.Locations;

namespace OpenCode.Server.Worktrees;

/// <summary>Where new working trees come to lie, and what they are called.</summary>
internal static class WorktreePlaces
{
    /// <summary>What the branches of working trees that were made here begin with.</summary>
    public const string BranchPrefix = "opencode/";

    private const int Tries = 20;

    /// <summary>The folder of new working trees: in the project, so that requests may name what lies in it, and hidden from git.</summary>
    public static async Task<string> FolderAsync(string project, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(project, ".opencode", "worktrees");
        if (new ServerLocation(project).Find(folder) != folder)
            throw new OperationException(403, $"'{folder}' leads out of the project by a link. Remove the link.");
        Directory.CreateDirectory(folder);
        string ignored = Path.Combine(folder, ".gitignore");
        if (File.Exists(ignored) || new FileInfo(ignored).LinkTarget is not null) return folder;

        // Only where nothing is: a repository may bring a link of this name that leads to another file of the user.
        await using var file = new FileStream(ignored, FileMode.CreateNew, FileAccess.Write);
        await file.WriteAsync("*\n"u8.ToArray(), cancellationToken);
        return folder;
    }

    /// <summary>A name for a working tree that is neither a folder nor a branch yet.</summary>
    /// <returns>Null when all that were tried are taken.</returns>
    public static async Task<string?> FreeNameAsync(GitFolder git, string folder, string? wanted, CancellationToken cancellationToken)
    {
        string name = WorktreeNames.From(wanted ?? "");
        for (int i = 0; i < Tries; i++)
        {
            string candidate = name.Length == 0 ? MadeUpName.Next() : i == 0 ? name : $"{name}-{MadeUpName.Next()}";
            string branch = $"refs/heads/{BranchPrefix}{candidate}";
            if (!Path.Exists(Path.Combine(folder, candidate)) && !await Branches.ExistsAsync(git, branch, cancellationToken)) return candidate;
        }

        return null;
    }
}
