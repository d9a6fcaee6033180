using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;
using OpenCode.Models;

namespace OpenCode.Ctl.Approvals;

/// <summary>Something that waits for somebody.</summary>
/// <param name="Entry">Its server.</param>
/// <param name="Permission">A permission; null for questions.</param>
/// <param name="Question">Questions; null for a permission.</param>
/// <param name="Directory">The directory that its session works in; null for the server's own.</param>
internal sealed record PendingRequest(ServerEntry Entry, PermissionRequest? Permission, QuestionRequest? Question, string? Directory)
{
    public string Id => Permission?.Id ?? Question!.Id;

    /// <summary>The id of its server.</summary>
    public string ServerId => Entry.Id;

    public string SessionId => Permission?.SessionId ?? Question!.SessionId;
}

/// <summary>Finds what waits.</summary>
/// <param name="runner">The servers.</param>
internal sealed class PendingRequests(ServerRunner runner)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);

    /// <summary>All that waits on a server, or on every one that responds.</summary>
    public async Task<IReadOnlyList<PendingRequest>> ReadAsync(string? server, CancellationToken cancellationToken) => server is null
        ? await runner.AskAllAsync(ReadAsync, cancellationToken)
        : await ReadAsync(await runner.Finder.FindAsync(server, cancellationToken), cancellationToken);

    /// <summary>One of them; without a name the only one.</summary>
    /// <exception cref="NotFoundException">There is none, or more than one.</exception>
    public static PendingRequest Pick(IReadOnlyList<PendingRequest> pending, string? id, string what)
    {
        if (id is { } given && given.Trim().Length == 0) throw new NotFoundException($"The id of the {what} is empty; 'occtl permissions' shows what waits.");
        PendingRequest[] found = [.. pending.Where(p => id is null || p.Id.StartsWith(id, StringComparison.Ordinal))];
        return found.Length == 1 ? found[0] : throw new NotFoundException(found.Length == 0
            ? id is null ? $"No {what} waits." : $"No {what} '{id}' waits; somebody else may have been faster."
            : $"{found.Length} wait ({string.Join(", ", found.Take(5).Select(static p => p.Id))}); name one, or write --all.");
    }

    private async Task<IReadOnlyList<PendingRequest>> ReadAsync(ServerEntry entry, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = runner.Connection.Open(entry, _limit);
        WaitingRequests waiting = await runner.Probe.ReadWaitingAsync(entry, client, cancellationToken);
        return [.. waiting.Permissions.Select(p => new PendingRequest(entry, p, null, waiting.DirectoryOf(p.SessionId))),
            .. waiting.Questions.Select(q => new PendingRequest(entry, null, q, waiting.DirectoryOf(q.SessionId)))];
    }
}
