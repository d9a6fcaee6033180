using System.Security.Cryptography;
using System.Text;
using OpenCode.Models;
using OpenCode.Server.Locations;

namespace OpenCode.Server.Api;

/// <summary>The project that a folder belongs to: its repository, or the folder itself.</summary>
internal static class ServerProject
{
    private const int IdLength = 40;

    /// <summary>The id: the same for the same place, as long as it stays there.</summary>
    public static string IdOf(ServerLocation location)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RootOf(location))))[..IdLength];

    /// <summary>The folder with the repository around the location; the location itself without one.</summary>
    public static string RootOf(ServerLocation location)
    {
        for (DirectoryInfo? folder = new(location.Directory); folder is not null; folder = folder.Parent)
        {
            string git = Path.Combine(folder.FullName, ".git");
            if (Directory.Exists(git) || File.Exists(git)) return folder.FullName;
        }

        return location.Directory;
    }

    public static Project Of(ServerLocation location, TimeProvider clock)
    {
        string root = RootOf(location);
        string git = Path.Combine(root, ".git");
        bool isGit = Directory.Exists(git) || File.Exists(git);
        long created = new DateTimeOffset(Directory.GetCreationTimeUtc(root)).ToUnixTimeMilliseconds();
        return new Project
        {
            Id = IdOf(location), Worktree = root, Sandboxes = [], Vcs = isGit ? ProjectVcs.Git : (ProjectVcs?)null,
            Time = new() { Created = created, Updated = clock.GetUtcNow().ToUnixTimeMilliseconds() },
        };
    }
}
