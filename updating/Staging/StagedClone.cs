namespace OpenCodeGen.Updating.Staging;

/// <summary>
/// A second working tree of the clone, in its git folder: the update happens there, and the clone gets all of it or nothing. It stays when a step fails, so
/// that the next run goes on.
/// </summary>
internal sealed class StagedClone
{
    private const string FolderName = "opencodegen-update";

    // Whatever people have set for their own eyes.
    private static readonly string[] _plainDiff =
    [
        "diff", "--cached", "--binary", "--full-index", "--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--submodule=short", "--src-prefix=a/",
        "--dst-prefix=b/",
    ];

    private readonly Git _clone;
    private readonly Git _stage;
    private readonly string _around;
    private readonly string _prefix;

    private StagedClone(string root, string around, string prefix, string folder, string commit)
    {
        (_around, _prefix, Folder, Commit) = (around, prefix, folder, commit);
        (_clone, _stage) = (new Git(root), new Git(Tree));
    }

    /// <summary>Where the second tree is, and what is known of the update.</summary>
    public string Folder { get; }

    /// <summary>The second tree.</summary>
    public string Tree => Path.Combine(Folder, "tree");

    /// <summary>The commit that it began with.</summary>
    public string Commit { get; }

    /// <summary>Finds the clone around a file.</summary>
    /// <exception cref="UpdateException">There is none.</exception>
    public static async Task<StagedClone> FindAsync(string file, CancellationToken cancellationToken)
    {
        string around = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var git = new Git(around);
        string root = (await git.RunAsync(["rev-parse", "--show-toplevel"], cancellationToken)).Trim();
        string prefix = (await git.RunAsync(["rev-parse", "--show-prefix"], cancellationToken)).Trim();
        string folder = (await git.RunAsync(["rev-parse", "--path-format=absolute", "--git-path", FolderName], cancellationToken)).Trim();
        string commit = (await git.RunAsync(["rev-parse", "HEAD"], cancellationToken)).Trim();
        return new StagedClone(root, around, prefix, folder, commit);
    }

    /// <summary>The same file in the second tree.</summary>
    /// <param name="path">A file of the clone, absolute.</param>
    /// <exception cref="UpdateException">It is outside of the clone.</exception>
    public string InTree(string path)
    {
        // From the settings' folder on, for git names the clone without the symbolic links that lead to it.
        string tree = Path.GetFullPath(Tree);
        string found = Path.GetFullPath(Path.Combine(tree, _prefix, Path.GetRelativePath(_around, path)));
        return found.StartsWith(tree + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? found : throw new UpdateException($"'{path}' is outside of the clone, and an update changes the clone only; correct the settings.");
    }

    /// <summary>Refuses files that somebody is changing: the update would be in the way, or would be made without the change.</summary>
    /// <exception cref="UpdateException">One of them differs from the last commit, or is outside of the clone.</exception>
    public async Task RequireUnchangedAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        string[] names = [.. paths.Select(p => Path.GetRelativePath(Tree, InTree(p)).Replace('\\', '/'))];
        string changed = await _clone.RunAsync(["--literal-pathspecs", "status", "--porcelain", "--", .. names], cancellationToken);
        if (changed.Trim().Length == 0) return;
        throw new UpdateException($"What an update reads or writes has changes that are not committed ({changed.Trim().Split('\n')[0].Trim()}); commit or undo them first.");
    }

    /// <summary>Makes the second tree anew.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await RemoveAsync(cancellationToken);
        Directory.CreateDirectory(Folder);
        await _clone.RunAsync(["worktree", "add", "--force", "--detach", Tree, Commit], cancellationToken);
    }

    /// <summary>The files that differ in the second tree.</summary>
    public async Task<IReadOnlyList<string>> ChangedAsync(CancellationToken cancellationToken)
    {
        await _stage.RunAsync(["add", "--all", "--", "."], cancellationToken);
        string names = await _stage.RunAsync(["diff", "--cached", "--name-only", "--no-renames", "-z", Commit], cancellationToken);
        return names.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Brings what the second tree has into the clone, all or nothing, and removes it.</summary>
    /// <exception cref="UpdateException">The clone has changed in the meantime.</exception>
    public async Task LandAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> changed = await ChangedAsync(cancellationToken);
        string patch = Path.Combine(Folder, "update.patch");
        await _stage.RunAsync([.. _plainDiff, $"--output={patch}", Commit], cancellationToken);
        if (changed.Count > 0 && new FileInfo(patch).Length == 0)
            throw new UpdateException($"git wrote no patch of the {changed.Count} files that changed in '{Tree}'; look at its settings of diff, and take the files from there.");

        // Not to be ended in the middle: it writes file after file.
        if (changed.Count > 0) await _clone.RunAsync(["apply", "--whitespace=nowarn", patch], CancellationToken.None);
        await RemoveAsync(cancellationToken);
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        await _clone.RunAsync(["worktree", "prune"], cancellationToken);
    }
}
