using OpenCode.Server.Git;
using OpenCode.Server.Processes;

namespace OpenCode.Server.Files;

/// <summary>Lists the files of a folder that somebody wrote: what git keeps or would keep, or what is no tool's.</summary>
internal static class ProjectFiles
{
    /// <summary>How many files are looked at.</summary>
    public const int Most = 200_000;

    private static readonly HashSet<string> _ofTools = new(StringComparer.OrdinalIgnoreCase) { ".git", ".hg", ".svn", "node_modules" };

    /// <summary>The files in and below a folder, by their paths from there, with slashes.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken)
        => await GitFolder.FindAsync(folder, cancellationToken) is { } git
            ? await ListAsync(git, cancellationToken)
            : await Task.Run(() => (IReadOnlyList<string>)[.. Walk(folder, cancellationToken).Take(Most)], cancellationToken);

    /// <summary>The folders of files, each with a slash at its end.</summary>
    public static IEnumerable<string> FoldersOf(IEnumerable<string> files)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            for (int slash = file.LastIndexOf('/'); slash > 0 && known.Add(file[..(slash + 1)]); slash = file.LastIndexOf('/', slash - 1))
            {
            }
        }

        return known;
    }

    private static async Task<IReadOnlyList<string>> ListAsync(GitFolder git, CancellationToken cancellationToken)
    {
        ProgramOutput output = await git.RunAsync(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"], cancellationToken);

        // What is only in the index any more was deleted; what ends in a slash is a repository in the repository.
        return [.. output.Items.Where(f => !f.EndsWith('/') && Path.Exists(Path.Combine(git.Directory, f))).Take(Most)];
    }

    private static IEnumerable<string> Walk(string folder, CancellationToken cancellationToken)
    {
        var open = new Stack<string>([""]);
        while (open.TryPop(out string? below))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var options = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
            foreach (FileSystemInfo found in new DirectoryInfo(Path.Combine(folder, below)).EnumerateFileSystemInfos("*", options))
            {
                string name = below + found.Name;
                if ((found.Attributes & FileAttributes.Directory) == 0) yield return name;
                else if (!_ofTools.Contains(found.Name)) open.Push(name + "/");
            }
        }
    }
}
