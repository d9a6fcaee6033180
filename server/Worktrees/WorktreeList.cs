using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;

namespace OpenCode.Server.Worktrees;

/// <summary>A working tree of a repository.</summary>
/// <param name="Directory">Its folder.</param>
/// <param name="Branch">The branch that is checked out in it; null for none.</param>
/// <param name="IsMain">Whether the repository lies in it.</param>
internal sealed record WorktreeEntry(string Directory, string? Branch, bool IsMain);

/// <summary>Lists the working trees of a repository.</summary>
internal static class WorktreeList
{
    /// <summary>Lists them; the main one is first.</summary>
    public static async Task<IReadOnlyList<WorktreeEntry>> ReadAsync(GitFolder git, CancellationToken cancellationToken)
    {
        const string Folder = "worktree ";
        const string Branch = "branch refs/heads/";
        string text = (await git.RequireAsync(["worktree", "list", "--porcelain"], cancellationToken)).Text;
        var all = new List<WorktreeEntry>();
        foreach (string line in text.Split('\n'))
        {
            bool isFolder = line.StartsWith(Folder, StringComparison.Ordinal);
            if (isFolder) all.Add(new WorktreeEntry(RealPath.Of(line[Folder.Length..]), Branch: null, IsMain: all.Count == 0));
            else if (line.StartsWith(Branch, StringComparison.Ordinal)) all[^1] = all[^1] with { Branch = line[Branch.Length..] };
        }

        return all;
    }

    /// <summary>Whether requests may name a folder.</summary>
    public static bool Allows(this LocationResolver locations, OperationCall call, string directory)
    {
        try
        {
            locations.Find(call, directory);
            return true;
        }
        catch (OperationException)
        {
            return false;
        }
    }
}
