using OpenCode.Core.Options;
using OpenCode.Ctl.Prompts;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Store;
using OpenCode.Ctl.Waiting;
using OpenCode.Models;
using OpenCode.Requests;

namespace OpenCode.Ctl.Worktrees;

/// <summary>A prompt for a working tree of its own.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Server">The server.</param>
/// <param name="Name">The name of the working tree; null for one that the server makes.</param>
/// <param name="Remove">Whether it is removed afterwards.</param>
internal sealed record WorktreeOrder(PromptOrder Prompt, string? Server, string? Name, bool Remove);

/// <summary>Working trees of git on a server.</summary>
/// <param name="runner">The servers.</param>
internal sealed class WorktreeWork(ServerRunner runner)
{
    // Git copies a large repository, or runs hooks.
    private static readonly TimeSpan _usualLimit = TimeSpan.FromMinutes(2);

    // A prompt that used up its time has left none to remove its working tree.
    private static readonly TimeSpan _leastToRemove = TimeSpan.FromSeconds(5);

    private readonly PromptWork _prompts = new(runner);

    /// <summary>Makes one.</summary>
    /// <param name="server">The server.</param>
    /// <param name="name">Its name; null for one that the server makes.</param>
    /// <param name="limit">How long it may take; null for two minutes.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="TimeoutException">It took longer.</exception>
    public async Task<Worktree> CreateAsync(string? server, string? name, TimeSpan? limit, CancellationToken cancellationToken)
    {
        Deadline deadline = new(limit ?? _usualLimit, runner.Time);
        return await CreateAsync(await runner.Finder.FindAsync(server, cancellationToken), name, deadline, cancellationToken);
    }

    /// <summary>Their directories.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string? server, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = runner.Connection.Open(await runner.Finder.FindAsync(server, cancellationToken));
        return await client.Experimental.Worktree.GetAsync(cancellationToken: cancellationToken);
    }

    /// <summary>Removes one, with what is in it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="name">Its directory, or the name at the end of that.</param>
    /// <param name="limit">How long it may take; null for two minutes.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>Its directory.</returns>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="TimeoutException">It took longer.</exception>
    public async Task<string> RemoveAsync(string? server, string name, TimeSpan? limit, CancellationToken cancellationToken)
    {
        Deadline deadline = new(limit ?? _usualLimit, runner.Time);
        return await RemoveAsync(await runner.Finder.FindAsync(server, cancellationToken), name, deadline, cancellationToken);
    }

    /// <summary>Makes one, and sends a prompt to a session in it.</summary>
    /// <returns>What the prompt has come to, and the directory.</returns>
    public async Task<(PromptOutcome Outcome, string Directory)> RunAsync(
        WorktreeOrder order, Func<SessionPlace, IPromptObserver>? observe, CancellationToken cancellationToken)
    {
        Deadline deadline = new(order.Prompt.TimeLimit, runner.Time);
        PromptRequest request = await PromptReading.ReadAsync(order.Prompt, cancellationToken);
        ServerEntry entry = await runner.Finder.FindAsync(order.Server, cancellationToken);
        Deadline making = order.Prompt.TimeLimit is null ? new Deadline(_usualLimit, runner.Time) : deadline;
        Worktree made = await CreateAsync(entry, order.Name, making, cancellationToken);
        PromptOutcome? outcome = null;
        try
        {
            outcome = await _prompts.SendNewAsync(entry, request, null, made.Directory, deadline, observe, [], cancellationToken);
            return (outcome, made.Directory);
        }
        finally
        {
            // What was left to somebody goes on in it.
            if (order.Remove && outcome?.Waits is null) await TryRemoveAsync(entry, made.Directory, deadline.Remaining);
        }
    }

    // Nobody can end git on the server but the server, and it does not when nobody waits any more.
    private static string Unfinished(ServerEntry entry, string done)
        => $"before the working tree was {done}. Git may still be at it on {entry.Id}, and so may a hook of the repository; 'occtl stop {entry.Id}' ends both.";

    // The deadline counts, and not that of the client for an answer.
    private static void WithoutLimit(RequestConfiguration<DirectoryWorkspaceQuery> configuration) => configuration.Budgets = RequestBudgets.Unlimited;

    private async Task<Worktree> CreateAsync(ServerEntry entry, string? name, Deadline deadline, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = runner.Connection.Open(entry);
        WorktreeCreateInput input = new() { Name = name };
        Worktree made = await deadline.KeepAsync(
            t => client.Experimental.Worktree.PostAsync(input, WithoutLimit, t), cancellationToken, Unfinished(entry, "made"));
        await runner.TouchAsync(entry, cancellationToken);
        return made;
    }

    private async Task<string> RemoveAsync(ServerEntry entry, string name, Deadline deadline, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = runner.Connection.Open(entry);
        string named = name.TrimEnd('/', '\\');
        return await deadline.KeepAsync(RemoveAsync, cancellationToken, Unfinished(entry, "removed"));

        async Task<string> RemoveAsync(CancellationToken token)
        {
            IReadOnlyList<string> all = await client.Experimental.Worktree.GetAsync(cancellationToken: token);
            string found = all.FirstOrDefault(d => d == named || Path.GetFileName(d) == named)
                ?? throw new NotFoundException($"{entry.Id} has no working tree '{named}'; 'occtl worktree list' shows those there are.");
            await client.Experimental.Worktree.DeleteAsync(new WorktreeRemoveInput { Directory = found }, WithoutLimit, token);
            return found;
        }
    }

    // The answer is there, and is worth more than an empty place.
    private async Task TryRemoveAsync(ServerEntry entry, string directory, TimeSpan? remaining)
    {
        try
        {
            TimeSpan limit = remaining is not { } left ? _usualLimit : left > _leastToRemove ? left : _leastToRemove;
            await RemoveAsync(entry, directory, new Deadline(limit, runner.Time), CancellationToken.None);
        }
        catch (Exception exception) when (Failures.CodeOf(exception) is not null)
        {
            await runner.Errors.WriteLineAsync($"The working tree '{directory}' was not removed: {TerminalText.SafeLine(exception.Message)}");
        }
    }
}
