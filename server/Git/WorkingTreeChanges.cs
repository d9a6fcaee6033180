using System.Globalization;
using OpenCode.Models;
using OpenCode.Server.Processes;

namespace OpenCode.Server.Git;

/// <summary>A file that differs from a commit.</summary>
/// <param name="Path">Its path from the top of the working tree.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Additions">How many lines were added; none in a binary file.</param>
/// <param name="Deletions">How many lines were removed.</param>
internal sealed record WorkingTreeChange(string Path, ChangedFileStatus Status, long Additions, long Deletions);

/// <summary>What differs in a folder from a commit, files included that git does not know yet.</summary>
internal static class WorkingTreeChanges
{
    // What one call says to another: no program that the repository names is run, and no settings of the user change the form.
    private static readonly string[] _form =
    [
        "--no-ext-diff", "--no-textconv", "--no-renames", "--no-color", "--src-prefix=a/", "--dst-prefix=b/", "--submodule=short", "--ignore-submodules=dirty",
    ];

    /// <summary>Lists what differs, by path.</summary>
    /// <param name="git">The folder.</param>
    /// <param name="from">The commit to compare with; null for the last one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<WorkingTreeChange>> ListAsync(GitFolder git, string? from, CancellationToken cancellationToken)
    {
        using WorkingTreeIndex index = await WorkingTreeIndex.CreateAsync(git, cancellationToken);
        return await ListAsync(index, from, cancellationToken);
    }

    /// <summary>The patch of all that differs.</summary>
    /// <param name="git">The folder.</param>
    /// <param name="from">The commit to compare with; null for the last one.</param>
    /// <param name="context">How many lines around a change are shown; null for git's three.</param>
    /// <param name="most">How many bytes are wanted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<(IReadOnlyList<WorkingTreeChange> Changes, ProgramOutput Patch)> PatchAsync(
        GitFolder git, string? from, long? context, int most, CancellationToken cancellationToken)
    {
        using WorkingTreeIndex index = await WorkingTreeIndex.CreateAsync(git, cancellationToken);
        IReadOnlyList<WorkingTreeChange> changes = await ListAsync(index, from, cancellationToken);
        string[] lines = context is { } count ? [string.Create(CultureInfo.InvariantCulture, $"--unified={count}")] : [];
        string[] arguments = ["diff", "--patch", .. lines, .. _form, from ?? index.LastCommit, "--", "."];
        ProgramOutput patch = await (index.Command(arguments) with { MostOutput = most }).ExecuteAsync(cancellationToken);
        return (changes, patch.IsCut ? patch : GitFolder.Require(arguments, patch));
    }

    private static async Task<IReadOnlyList<WorkingTreeChange>> ListAsync(WorkingTreeIndex index, string? from, CancellationToken cancellationToken)
    {
        string[] arguments = ["diff", "--raw", "--numstat", "-z", .. _form, from ?? index.LastCommit, "--", "."];
        return Read(GitFolder.Require(arguments, await index.Command(arguments).ExecuteAsync(cancellationToken)).Items);
    }

    // First ":100644 100644 f769f1a 0000000 M" and the path of each, then "1 TAB 0 TAB path" of each.
    private static List<WorkingTreeChange> Read(IReadOnlyList<string> items)
    {
        var status = new Dictionary<string, ChangedFileStatus>(StringComparer.Ordinal);
        var changes = new List<WorkingTreeChange>();
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].StartsWith(':'))
            {
                string raw = items[i++];
                status[items[i]] = raw[^1] switch { 'A' => ChangedFileStatus.Added, 'D' => ChangedFileStatus.Deleted, _ => ChangedFileStatus.Modified };
            }
            else if (items[i].Split('\t', 3) is [var added, var removed, var path])
            {
                changes.Add(new WorkingTreeChange(path, status.GetValueOrDefault(path, ChangedFileStatus.Modified), Count(added), Count(removed)));
            }
        }

        return changes;
    }

    private static long Count(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : 0;
}
