using OpenCode.Ctl.Prompts;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Store;
using OpenCode.Models;

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
    private readonly PromptWork _prompts = new(runner);

    public async Task<Worktree> CreateAsync(string? server, string? name, CancellationToken cancellationToken)
    {
        ServerEntry entry = await runner.Finder.FindAsync(server, cancellationToken);
        using OpenCodeClient client = runner.Connection.Open(entry);
        Worktree made = await client.Experimental.Worktree.PostAsync(new WorktreeCreateInput { Name = name }, cancellationToken);
        await runner.TouchAsync(entry, cancellationToken);
        return made;
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
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>Its directory.</returns>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<string> RemoveAsync(string? server, string name, CancellationToken cancellationToken)
    {
        ServerEntry entry = await runner.Finder.FindAsync(server, cancellationToken);
        using OpenCodeClient client = runner.Connection.Open(entry);
        string named = name.TrimEnd('/', '\\');
        string found = (await client.Experimental.Worktree.GetAsync(cancellationToken: cancellationToken))
            .FirstOrDefault(d => d == named || Path.GetFileName(d) == named)
            ?? throw new NotFoundException($"{entry.Id} has no working tree '{named}'; 'occtl worktree list' shows those there are.");
        await client.Experimental.Worktree.DeleteAsync(new WorktreeRemoveInput { Directory = found }, cancellationToken);
        return found;
    }

    /// <summary>Makes one, and sends a prompt to a session in it.</summary>
    /// <returns>What the prompt has come to, and the directory.</returns>
    public async Task<(PromptOutcome Outcome, string Directory)> RunAsync(
        WorktreeOrder order, Func<SessionPlace, IPromptObserver>? observe, CancellationToken cancellationToken)
    {
        PromptRequest request = await PromptReading.ReadAsync(order.Prompt, cancellationToken);
        ServerEntry entry = await runner.Finder.FindAsync(order.Server, cancellationToken);
        Worktree made = await CreateAsync(entry.Id, order.Name, cancellationToken);
        PromptOutcome? outcome = null;
        try
        {
            outcome = await _prompts.SendNewAsync(entry, request, null, made.Directory, order.Prompt.TimeLimit, observe, [], cancellationToken);
            return (outcome, made.Directory);
        }
        finally
        {
            // What was left to somebody goes on in it.
            if (order.Remove && outcome?.Waits is null) await TryRemoveAsync(entry, made.Directory);
        }
    }

    // The answer is there, and is worth more than an empty place.
    private async Task TryRemoveAsync(ServerEntry entry, string directory)
    {
        try
        {
            await RemoveAsync(entry.Id, directory, CancellationToken.None);
        }
        catch (Exception exception) when (Failures.CodeOf(exception) is not null)
        {
            await runner.Errors.WriteLineAsync($"The working tree '{directory}' was not removed: {TerminalText.SafeLine(exception.Message)}");
        }
    }
}
