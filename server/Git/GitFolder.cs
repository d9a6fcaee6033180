using System.Text;
using OpenCode.Server.Http;
using OpenCode.Server.Processes;

namespace OpenCode.Server.Git;

/// <summary>A folder that belongs to the working tree of a git repository.</summary>
/// <param name="Directory">The folder.</param>
/// <param name="Root">The top of the working tree; the folder, or above it.</param>
/// <param name="CommonDirectory">Where git keeps what all working trees of the repository share.</param>
internal sealed record GitFolder(string Directory, string Root, string CommonDirectory)
{
    // Nobody is there to be asked, nothing but what is asked for may be written, and messages are read. Variables that say where a repository is come
    // from a hook that started this process, and mean another one.
    private static readonly Dictionary<string, string?> _environment = new()
    {
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_OPTIONAL_LOCKS"] = "0",
        ["GIT_PAGER"] = "cat",
        ["LC_ALL"] = "C.UTF-8",
        ["GIT_DIR"] = null,
        ["GIT_WORK_TREE"] = null,
        ["GIT_INDEX_FILE"] = null,
        ["GIT_PREFIX"] = null,
        ["GIT_COMMON_DIR"] = null,
        ["GIT_OBJECT_DIRECTORY"] = null,
        ["GIT_NAMESPACE"] = null,
        ["GIT_EXTERNAL_DIFF"] = null,
    };

    /// <summary>The folder below <see cref="Root"/> with a slash at its end; empty for the root itself.</summary>
    public string Prefix
        => Path.GetRelativePath(Root, Directory) is var relative && relative == "." ? "" : relative.Replace(Path.DirectorySeparatorChar, '/') + "/";

    /// <summary>Finds the repository of a folder.</summary>
    /// <returns>Null when it belongs to none, or git is not installed.</returns>
    public static async Task<GitFolder?> FindAsync(string directory, CancellationToken cancellationToken)
    {
        if (!System.IO.Directory.Exists(directory) || Run(directory, ["rev-parse", "--show-toplevel", "--git-common-dir"]) is not { } run) return null;
        ProgramOutput output = await run.ExecuteAsync(cancellationToken);
        return output.IsSuccess && output.Line.Split('\n') is [var root, var common]
            ? new GitFolder(directory, Path.GetFullPath(root), Path.GetFullPath(common, directory))
            : null;
    }

    /// <summary>Runs git in the folder.</summary>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<ProgramOutput> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
        => Command(arguments).ExecuteAsync(cancellationToken);

    /// <summary>Runs git in the folder with names on its input, each ended by a zero.</summary>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="names">The names.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<ProgramOutput> RunAsync(IReadOnlyList<string> arguments, IEnumerable<string> names, CancellationToken cancellationToken)
        => (Command(arguments) with { Input = Encoding.UTF8.GetBytes(string.Concat(names.Select(static n => n + "\0"))) }).ExecuteAsync(cancellationToken);

    /// <summary>Runs git in the folder and expects that it succeeds.</summary>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationException">It failed.</exception>
    public async Task<ProgramOutput> RequireAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
        => Require(arguments, await RunAsync(arguments, cancellationToken));

    /// <summary>A run of git in the folder.</summary>
    /// <param name="arguments">The command and its arguments.</param>
    public ProgramRun Command(IReadOnlyList<string> arguments)
        => Run(Directory, arguments) ?? throw new OperationException(503, "git is not installed any more. Install it, and put it on the PATH of the server.");

    /// <summary>The output of a run that has to have succeeded.</summary>
    /// <exception cref="OperationException">It has not.</exception>
    public static ProgramOutput Require(IReadOnlyList<string> arguments, ProgramOutput output)
    {
        if (output.IsCut) throw new OperationException(413, $"'git {arguments[0]}' has more to say than fits into a response. Ask for a folder further below.");
        return output.ExitCode == 0 ? output : throw new OperationException(500, $"'git {arguments[0]}' failed with {output.ExitCode}: {output.Error}");
    }

    private static ProgramRun? Run(string directory, IReadOnlyList<string> arguments)
    {
        string[] settings = ["-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "-c", "color.ui=false"];
        return ProgramPath.Find("git") is { } git ? new ProgramRun(git, [.. settings, .. arguments], directory) { Environment = _environment } : null;
    }
}
