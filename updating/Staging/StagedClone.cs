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

    private StagedClone(string root, string folder, string commit)
    {
        (Root, Folder, Commit) = (root, folder, commit);
        (_clone, _stage) = (new Git(root), new Git(Tree));
    }

    /// <summary>The clone.</summary>
    public string Root { get; }

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
        var git = new Git(Path.GetDirectoryName(Path.GetFullPath(file))!);
        string root = (await git.RunAsync(["rev-parse", "--show-toplevel"], cancellationToken)).Trim();
        string folder = (await git.RunAsync(["rev-parse", "--path-format=absolute", "--git-path", FolderName], cancellationToken)).Trim();
        string commit = (await git.RunAsync(["rev-parse", "HEAD"], cancellationToken)).Trim();
        return new StagedClone(root, folder, commit);
    }

    /// <summary>The same file in the second tree.</summary>
    /// <param name="path">A file of the clone, absolute.</param>
    public string InTree(string path) => Path.Combine(Tree, Path.GetRelativePath(Root, path));

    /// <summary>Refuses files that somebody is changing: the update would be in the way.</summary>
    /// <exception cref="UpdateException">One of them differs from the last commit.</exception>
    public async Task RequireUnchangedAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        string changed = await _clone.RunAsync(["status", "--porcelain", "--", .. paths], cancellationToken);
        if (changed.Trim().Length == 0) return;
        throw new UpdateException($"What an update writes has changes that are not committed ({changed.Trim().Split('\n')[0].Trim()}); commit or undo them first.");
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
