using OpenCode.Ctl.Servers;
using OpenCode.Models;
using OpenCode.Sessions;

namespace OpenCode.Ctl.Sessions;

/// <summary>What can be done with what was said in a session.</summary>
/// <param name="runner">The servers.</param>
internal sealed class ConversationWork(ServerRunner runner)
{
    private readonly SessionFinder _finder = new(runner);

    public async Task<IReadOnlyList<MessageWithParts>> ReadAsync(MessageQuery query, CancellationToken cancellationToken)
    {
        using SessionHandle handle = await FindAsync(query.Session, cancellationToken);
        return query.Select(await ReadAsync(handle, query.Chain, cancellationToken));
    }

    /// <summary>The agent's last answer.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<MessageWithParts> ReadLastAsync(SessionName name, CancellationToken cancellationToken)
    {
        using SessionHandle handle = await FindAsync(name, cancellationToken);
        return (await handle.Session.GetMessagesAsync(cancellationToken)).LastOrDefault(static m => m.Info is AssistantMessage && SpokenText.Of(m).Length > 0)
            ?? throw new NotFoundException($"The agent has not answered in {handle.Session.Id} yet.");
    }

    public async Task<IReadOnlyList<Todo>> ReadTodoAsync(SessionName name, CancellationToken cancellationToken)
    {
        using SessionHandle handle = await FindAsync(name, cancellationToken);
        return await handle.Session.GetTodoAsync(cancellationToken);
    }

    /// <summary>What a turn has changed in files.</summary>
    /// <param name="name">The session.</param>
    /// <param name="message">The prompt; null for the newest.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<IReadOnlyList<SnapshotFileDiff>> ReadDiffAsync(SessionName name, string? message, CancellationToken cancellationToken)
    {
        using SessionHandle handle = await FindAsync(name, cancellationToken);
        return await handle.Session.GetDiffAsync(message, cancellationToken);
    }

    /// <summary>Replaces a conversation by a summary.</summary>
    /// <param name="name">The session.</param>
    /// <param name="model">The model, as <c>provider/model</c>; null for that of the last answer.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The summary; null when none was made.</returns>
    public async Task<(SessionPlace Place, string? Text)> SummarizeAsync(SessionName name, string? model, CancellationToken cancellationToken)
    {
        ModelSelection? named = model is null ? null : ModelNames.Read(model);
        using SessionHandle handle = await FindAsync(name, cancellationToken);
        await using ServerActivity active = new(runner, handle.Entry);
        ModelSelection selected = named ?? await LastModelAsync(handle, cancellationToken);
        SessionSummarizeRequest request = new() { ProviderId = selected.ProviderId, ModelId = selected.ModelId };
        await handle.Session.Requests.Summarize.PostAsync(request, handle.InDirectory, cancellationToken);
        await handle.Session.WaitUntilIdleAsync(cancellationToken);
        await runner.TouchAsync(handle.Entry, cancellationToken);
        MessageWithParts? summary = (await handle.Session.GetMessagesAsync(cancellationToken))
            .LastOrDefault(static m => m.Info is AssistantMessage { Summary: true });
        return (handle.Place, summary is null ? null : SpokenText.Of(summary));
    }

    /// <summary>The messages of a session, and of those above it where that is asked for.</summary>
    public static async Task<IReadOnlyList<MessageWithParts>> ReadAsync(SessionHandle handle, bool chain, CancellationToken cancellationToken)
    {
        if (!chain) return await handle.Session.GetMessagesAsync(cancellationToken);
        List<MessageWithParts> all = [];
        foreach (Session session in await SessionChain.ReadAsync(handle, cancellationToken))
            all.AddRange(await handle.Client.Sessions.Attach(new SessionReference(session.Id, session.Directory)).GetMessagesAsync(cancellationToken));
        return all;
    }

    private Task<SessionHandle> FindAsync(SessionName name, CancellationToken cancellationToken)
        => _finder.FindAsync(name.Server, name.Session, cancellationToken);

    private static async Task<ModelSelection> LastModelAsync(SessionHandle handle, CancellationToken cancellationToken)
    {
        AssistantMessage? last = (await handle.Session.GetMessagesAsync(cancellationToken)).Select(static m => m.Info).OfType<AssistantMessage>()
            .LastOrDefault();
        return last is not null
            ? new ModelSelection { ProviderId = last.ProviderId, ModelId = last.ModelId }
            : throw new NotFoundException($"There is nothing to summarize in {handle.Session.Id}.");
    }
}
