using System.Text;
using System.Text.Json;
using OpenCode.Models;
using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;
using OpenCode.Server.Processes;

namespace OpenCode.Server.Vcs;

/// <summary>Says what git knows of a folder, and applies patches to it.</summary>
/// <param name="locations">Which folders may be used.</param>
/// <remarks>
/// In a folder below the top of a repository only what lies in it is shown and changed; paths are those from the top, as git writes them.
/// </remarks>
public sealed class VcsOperations(LocationResolver locations) : IVcsOperations
{
    private const int LargestPatch = 10 << 20;
    private const long MostContext = 1_000_000;

    // The original server says null where others would say nothing.
    private static readonly JsonElement _null = JsonDocument.Parse("null").RootElement;

    /// <inheritdoc/>
    public async Task<VcsInfo> GetAsync(VcsGetCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        GitFolder? git = await FindAsync(call, call.Directory, cancellationToken);
        (string? branch, string? trunk) = git is null
            ? (null, null)
            : (await Branches.CurrentAsync(git, cancellationToken), (await Branches.FindDefaultAsync(git, cancellationToken))?.Name);
        var nulls = new Dictionary<string, JsonElement>();
        if (branch is null) nulls["branch"] = _null;
        if (trunk is null) nulls["default_branch"] = _null;
        return new() { Branch = branch, DefaultBranch = trunk, AdditionalProperties = nulls };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VcsFileStatus>> StatusAsync(VcsStatusCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (await FindAsync(call, call.Directory, cancellationToken) is not { } git) return [];
        IReadOnlyList<WorkingTreeChange> changes = await WorkingTreeChanges.ListAsync(git, from: null, cancellationToken);
        return [.. changes.Select(static c => new VcsFileStatus { File = c.Path, Additions = c.Additions, Deletions = c.Deletions, Status = c.Status })];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VcsFileDiff>> DiffAsync(VcsDiffCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Context is < 0 or > MostContext) throw new OperationException(400, $"'context' in the query cannot be {call.Context} lines.");
        if (await FindAsync(call, call.Directory, cancellationToken) is not { } git) return [];
        string? from = null;
        if (call.Mode == VcsDiffMode.Branch)
        {
            from = await Branches.ForkAsync(git, cancellationToken);
            if (from is null) return [];
        }

        (IReadOnlyList<WorkingTreeChange> changes, ProgramOutput patch) =
            await WorkingTreeChanges.PatchAsync(git, from, call.Context, LargestPatch, cancellationToken);
        string[] patches = Split(patch, changes.Count);
        return
        [
            .. changes.Select((c, i) => new VcsFileDiff
            {
                File = c.Path,
                Patch = i < patches.Length ? patches[i] : null,
                Additions = c.Additions,
                Deletions = c.Deletions,
                Status = c.Status,
            }),
        ];
    }

    /// <inheritdoc/>
    public async Task<string> DiffRawAsync(VcsDiffRawCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (await FindAsync(call, call.Directory, cancellationToken) is not { } git) return "";
        (_, ProgramOutput patch) = await WorkingTreeChanges.PatchAsync(git, from: null, context: null, LargestPatch, cancellationToken);
        return patch.IsCut
            ? throw new OperationException(413, $"The patch has more than {LargestPatch >> 20} MiB. Ask for a folder further below.")
            : patch.Text;
    }

    /// <inheritdoc/>
    public async Task<VcsApplyResponse> ApplyAsync(VcsApplyCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (await FindAsync(call, call.Directory, cancellationToken) is not { } git)
            throw Refused(VcsApplyErrorDataReason.NonGit, "The patch cannot be applied: the folder belongs to no git repository.");

        // From the top git takes all paths of a patch as they are; further below it would leave out what lies elsewhere without a word.
        GitFolder top = git with { Directory = git.Root };
        byte[] bytes = Encoding.UTF8.GetBytes(call.Body.Patch);
        ProgramOutput listed = await ApplyAsync(top, ["--numstat", "-z"], bytes, cancellationToken);
        if (!listed.IsSuccess) throw Refused(VcsApplyErrorDataReason.NotClean, $"The patch cannot be applied: {listed.Error}");
        string? elsewhere = PathsOf(listed).FirstOrDefault(p => !p.StartsWith(git.Prefix, StringComparison.Ordinal));
        if (elsewhere is not null) throw new OperationException(403, $"The patch changes '{elsewhere}', which lies outside of {git.Directory}.");
        ProgramOutput applied = await ApplyAsync(top, [], bytes, cancellationToken);
        return applied.IsSuccess
            ? new() { Applied = true }
            : throw Refused(VcsApplyErrorDataReason.NotClean, $"The patch cannot be applied, and nothing was changed: {applied.Error}");
    }

    private static Task<ProgramOutput> ApplyAsync(GitFolder git, IReadOnlyList<string> options, byte[] patch, CancellationToken cancellationToken)
        => (git.Command(["apply", .. options, "-"]) with { Input = patch }).ExecuteAsync(cancellationToken);

    // "1 TAB 0 TAB path"; of a file that is renamed the path is empty, and both follow.
    private static IEnumerable<string> PathsOf(ProgramOutput listed)
        => listed.Items.Select(static i => i.Split('\t', 3) is [_, _, var path] ? path : i).Where(static p => p.Length > 0);

    // A line of a file begins with a sign, so that this is always the beginning of a patch. What was cut off counts as not there.
    private static string[] Split(ProgramOutput patch, int expected)
    {
        const string Beginning = "diff --git ";
        string text = patch.Text;
        var starts = new List<int>();
        for (int at = text.StartsWith(Beginning, StringComparison.Ordinal) ? 0 : -1; at >= 0; at = Next(at)) starts.Add(at);
        if (!patch.IsCut) starts.Add(text.Length);
        string[] patches = [.. starts.Skip(1).Select((end, i) => text[starts[i]..end])];
        return patch.IsCut || patches.Length == expected ? patches : [];

        int Next(int after) => text.IndexOf("\n" + Beginning, after, StringComparison.Ordinal) is var end and >= 0 ? end + 1 : -1;
    }

    private static OperationException Refused(VcsApplyErrorDataReason reason, string message)
        => new(400, new VcsApplyError { Data = new() { Message = message, Reason = reason } }, message);

    private Task<GitFolder?> FindAsync(OperationCall call, string? directory, CancellationToken cancellationToken)
        => GitFolder.FindAsync(locations.Find(call, directory).Directory, cancellationToken);
}
