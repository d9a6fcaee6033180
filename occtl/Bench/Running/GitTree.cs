using System.ComponentModel;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using OpenCode.Ctl.Bench.Results;

namespace OpenCode.Ctl.Bench.Running;

/// <summary>The state of a run's files before and after, by git, whatever the agent does with the repository meanwhile.</summary>
/// <param name="directory">The copied directory.</param>
/// <param name="own">A folder for a repository of its own: that of the directory is the agent's, which may break or remove it.</param>
internal sealed class GitTree(string directory, string own)
{
    private static readonly Dictionary<string, string> _none = [];

    // It is read once: small is worth less than soon.
    private static readonly string[] _quick = ["-c", "core.looseCompression=0", "-c", "core.autocrlf=false"];

    /// <summary>Makes sure that there is a git.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public static Task RequireAsync(CancellationToken cancellationToken) => RunAsync(Environment.CurrentDirectory, _none, cancellationToken, "--version");

    /// <summary>Makes a repository where there is none: OpenCode tells by it where a project begins, and what changed in it.</summary>
    /// <param name="run">The run, which makes its project another one than those of other runs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task EnsureAsync(string run, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path.Combine(directory, ".git"))) return;
        await RunAsync("-c", "init.defaultBranch=main", "init", "--quiet");
        await RunAsync("-c", "core.autocrlf=false", "add", "--all", "--force");
        await RunAsync("commit", "--quiet", "--allow-empty", "--no-verify", "--no-gpg-sign", "--message", $"Before {run}");

        Task RunAsync(params string[] arguments) => GitTree.RunAsync(directory, _none, cancellationToken, arguments);
    }

    /// <summary>The files as they are.</summary>
    /// <returns>A tree for <see cref="ChangesAsync"/>.</returns>
    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        // An agent that has removed everything has removed its files.
        Directory.CreateDirectory(directory);
        if (!Directory.Exists(own))
        {
            await RunAsync(directory, _none, cancellationToken, "init", "--quiet", "--bare", own);
            await File.WriteAllTextAsync(Path.Combine(own, "info", "exclude"), $"{NestedRepositories.Aside}\n", cancellationToken);
        }

        using NestedRepositories aside = NestedRepositories.PutAside(directory);
        await RunOnOwnAsync(cancellationToken, [.. _quick, "add", "--all"]);
        return (await RunOnOwnAsync(cancellationToken, "write-tree")).Trim();
    }

    /// <summary>The files that differ between two trees.</summary>
    public async Task<IReadOnlyList<RunFile>> ChangesAsync(string before, string after, CancellationToken cancellationToken)
    {
        if (before == after) return [];
        string listed = await RunOnOwnAsync(cancellationToken, "diff-tree", "-r", "--no-renames", "--numstat", "-z", before, after);
        return [.. listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    // "3\t0\tpath"; dashes for what is no text.
    private static RunFile Parse(string line)
    {
        string[] parts = line.Split('\t', 3);
        return new RunFile(parts[2], Count(parts[0]), Count(parts[1]));
    }

    private static int Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0;

    private Task<string> RunOnOwnAsync(CancellationToken cancellationToken, params string[] arguments)
        => RunAsync(directory, new Dictionary<string, string> { ["GIT_DIR"] = own, ["GIT_WORK_TREE"] = directory }, cancellationToken, arguments);

    private static async Task<string> RunAsync(
        string directory, IReadOnlyDictionary<string, string> added, CancellationToken cancellationToken, params string[] arguments)
    {
        try
        {
            BufferedCommandResult result = await Cli.Wrap("git").WithArguments(arguments).WithWorkingDirectory(directory)
                .WithEnvironmentVariables(Variables(directory, added)).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken);
            if (result.IsSuccess) return result.StandardOutput;
            throw new IOException($"`git {string.Join(' ', arguments)}` in '{directory}' failed: {result.StandardError.Trim().TrimEnd('.')}.");
        }
        catch (Win32Exception exception)
        {
            throw new IOException("git was not found on the PATH; install it: a benchmark tells by it what runs have changed.", exception);
        }
    }

    // A benchmark inside a git hook inherits GIT_DIR, and would commit to the wrong repository; what people have set up for themselves is none of it.
    private static Dictionary<string, string?> Variables(string directory, IReadOnlyDictionary<string, string> added)
    {
        Dictionary<string, string?> variables = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(static n => n.StartsWith("GIT_", StringComparison.Ordinal)).ToDictionary(static n => n, static _ => (string?)null);
        variables["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        variables["GIT_CONFIG_NOSYSTEM"] = "1";
        variables["GIT_OPTIONAL_LOCKS"] = "0";

        // Without a repository of its own, the one that the benchmark stands in is not meant.
        variables["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(directory);
        foreach ((string name, string value) in added) variables[name] = value;
        foreach (string role in new[] { "AUTHOR", "COMMITTER" })
        {
            variables[$"GIT_{role}_NAME"] = "occtl bench";
            variables[$"GIT_{role}_EMAIL"] = "bench@example.invalid";
            variables[$"GIT_{role}_DATE"] = "2026-01-01T00:00:00Z";
        }

        return variables;
    }
}
