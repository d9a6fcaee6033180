using OpenCode.Server.Processes;

namespace OpenCode.Server.Git;

/// <summary>A branch.</summary>
/// <param name="Name">Its name, for example <c>main</c>.</param>
/// <param name="Reference">Where git keeps it, for example <c>refs/remotes/origin/main</c>.</param>
internal sealed record Branch(string Name, string Reference);

/// <summary>Knows the branches of a repository.</summary>
internal static class Branches
{
    private const string Local = "refs/heads/";
    private const string Remote = "refs/remotes/origin/";

    private static readonly string[] _usual = ["main", "master", "trunk"];

    /// <summary>The branch that is checked out; null when it is a commit without one.</summary>
    public static async Task<string?> CurrentAsync(GitFolder git, CancellationToken cancellationToken)
        => await git.RunAsync(["symbolic-ref", "--quiet", "HEAD"], cancellationToken) is { IsSuccess: true, Line: var reference }
            && reference.StartsWith(Local, StringComparison.Ordinal)
                ? reference[Local.Length..]
                : null;

    /// <summary>The branch that others start from: the one that the origin says, or the one that is called so; null when nobody knows.</summary>
    public static async Task<Branch?> FindDefaultAsync(GitFolder git, CancellationToken cancellationToken)
    {
        ProgramOutput origin = await git.RunAsync(["symbolic-ref", "--quiet", Remote + "HEAD"], cancellationToken);
        if (origin.IsSuccess && origin.Line.StartsWith(Remote, StringComparison.Ordinal)) return new Branch(origin.Line[Remote.Length..], origin.Line);
        foreach (string name in _usual)
        {
            if (await ExistsAsync(git, Local + name, cancellationToken)) return new Branch(name, Local + name);
        }

        // Before the first commit there is none, but it has a name already.
        bool isEmpty = !await ExistsAsync(git, "HEAD", cancellationToken);
        return isEmpty && await CurrentAsync(git, cancellationToken) is { } current ? new Branch(current, Local + current) : null;
    }

    /// <summary>The commit at which the branch left the default one; null on the default branch.</summary>
    public static async Task<string?> ForkAsync(GitFolder git, CancellationToken cancellationToken)
    {
        Branch? trunk = await FindDefaultAsync(git, cancellationToken);
        if (trunk is null || trunk.Name == await CurrentAsync(git, cancellationToken)) return null;
        ProgramOutput fork = await git.RunAsync(["merge-base", trunk.Reference, "HEAD"], cancellationToken);
        return fork.IsSuccess ? fork.Line : null;
    }

    /// <summary>Whether a commit is known by this name.</summary>
    public static async Task<bool> ExistsAsync(GitFolder git, string reference, CancellationToken cancellationToken)
        => (await git.RunAsync(["rev-parse", "--verify", "--quiet", reference + "^{commit}"], cancellationToken)).IsSuccess;
}
