using System.Collections.Concurrent;
using OpenCode.Models;
using OpenCode.Server.Locations;

namespace OpenCode.Server.Git;

/// <summary>Knows which project a folder belongs to, as the original server names it: by the first commit of its repository.</summary>
public sealed class ProjectIdentities
{
    /// <summary>The id of the one project, at the root of the disk, that all belongs to which has no repository.</summary>
    internal const string NoRepository = "global";

    // The original server keeps the id there, since a long history takes a while to walk.
    private const string KeptId = "opencode";

    private readonly ConcurrentDictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>Describes a folder.</summary>
    /// <param name="location">The folder.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<LocationInfo> DescribeAsync(ServerLocation location, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(location);
        GitFolder? git = await GitFolder.FindAsync(location.Directory, cancellationToken);
        return new() { Directory = location.Directory, Project = await OfAsync(git, location, cancellationToken) };
    }

    private async Task<LocationInfoProject> OfAsync(GitFolder? git, ServerLocation location, CancellationToken cancellationToken) => git is null
        ? new() { Id = NoRepository, Directory = Path.GetPathRoot(location.Directory)! }
        : new() { Id = await IdOfAsync(git, cancellationToken), Directory = MainRoot(git) };

    private async Task<string> IdOfAsync(GitFolder git, CancellationToken cancellationToken)
    {
        if (_ids.TryGetValue(git.CommonDirectory, out string? known)) return known;
        string? id = Kept(git) ?? await FirstCommitAsync(git, cancellationToken);
        if (id is not null) _ids[git.CommonDirectory] = id;
        return id ?? NoRepository;
    }

    private static string? Kept(GitFolder git)
    {
        var file = new FileInfo(Path.Combine(git.CommonDirectory, KeptId));
        if (!file.Exists || file.Length is 0 or > 256) return null;
        string id = File.ReadAllText(file.FullName).Trim();
        return id.Length > 0 && id.All(char.IsAsciiLetterOrDigit) ? id : null;
    }

    private static async Task<string?> FirstCommitAsync(GitFolder git, CancellationToken cancellationToken)
    {
        Processes.ProgramOutput output = await git.RunAsync(["rev-list", "--max-parents=0", "--all"], cancellationToken);
        return output.IsSuccess ? output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).FirstOrDefault() : null;
    }

    // Of a working tree beside the first one, the folder of the first.
    private static string MainRoot(GitFolder git)
        => Path.GetFileName(git.CommonDirectory) == ".git" ? Path.GetDirectoryName(git.CommonDirectory)! : git.Root;
}
