using OpenCode.Server.Processes;

namespace OpenCode.Server.Git;

/// <summary>A copy of git's index that knows of new files, too, so that they are compared as all others are. The repository's own stays as it is.</summary>
internal sealed class WorkingTreeIndex : IDisposable
{
    private readonly GitFolder _git;
    private readonly string _folder;

    private WorkingTreeIndex(GitFolder git, string folder, string lastCommit) => (_git, _folder, LastCommit) = (git, folder, lastCommit);

    /// <summary>The last commit; the empty tree when there is none.</summary>
    public string LastCommit { get; }

    private string File => Path.Combine(_folder, "index");

    /// <summary>Makes the copy.</summary>
    public static async Task<WorkingTreeIndex> CreateAsync(GitFolder git, CancellationToken cancellationToken)
    {
        string[] emptyTree = ["hash-object", "-t", "tree", "--stdin"];
        ProgramOutput head = await git.RunAsync(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], cancellationToken);
        string commit = head.IsSuccess ? head.Line : (await git.RequireAsync(emptyTree, cancellationToken)).Line;
        var index = new WorkingTreeIndex(git, Directory.CreateTempSubdirectory("opencode-index-").FullName, commit);
        try
        {
            await index.FillAsync(cancellationToken);
            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>A run of git that uses the copy.</summary>
    public ProgramRun Command(IReadOnlyList<string> arguments)
    {
        ProgramRun run = _git.Command(arguments);
        return run with { Environment = new Dictionary<string, string?>(run.Environment) { ["GIT_INDEX_FILE"] = File } };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        string own = Path.GetFullPath((await _git.RequireAsync(["rev-parse", "--git-path", "index"], cancellationToken)).Line, _git.Directory);
        if (System.IO.File.Exists(own)) System.IO.File.Copy(own, File);

        // What ends in a slash is a repository in the repository, which is none of its files.
        string[] list = ["ls-files", "-z", "--others", "--exclude-standard"];
        string[] added = [.. GitFolder.Require(list, await _git.RunAsync(list, cancellationToken)).Items.Where(static f => !f.EndsWith('/'))];
        if (added.Length == 0) return;
        string[] add = ["add", "--intent-to-add", "--pathspec-from-file=-", "--pathspec-file-nul"];
        byte[] names = System.Text.Encoding.UTF8.GetBytes(string.Concat(added.Select(static n => n + "\0")));

        // A file that went away meanwhile or may not be read is left out.
        await (Command(["-c", "core.safecrlf=false", "--literal-pathspecs", .. add, "--ignore-errors"]) with { Input = names }).ExecuteAsync(cancellationToken);
    }
}
