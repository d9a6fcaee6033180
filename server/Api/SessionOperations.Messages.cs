using OpenCode.Models;
using OpenCode.Server.Http;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Api;

internal sealed partial class SessionOperations
{
    public async Task<IReadOnlyList<MessageWithParts>> MessagesAsync(SessionMessagesCall call, CancellationToken cancellationToken)
    {
        await repository.GetAsync(call.SessionId, cancellationToken);
        IReadOnlyList<MessageWithParts> all = await repository.GetMessagesAsync(call.SessionId, cancellationToken);
        if (call.Before is { } before) all = [.. all.Where(m => string.CompareOrdinal(m.Info.Id, before) < 0)];
        return call.Limit is { } limit && limit >= 0 && limit < all.Count ? [.. all.Skip(all.Count - (int)limit)] : all;
    }

    public async Task<MessageWithParts> MessageAsync(SessionMessageCall call, CancellationToken cancellationToken)
    {
        await repository.GetAsync(call.SessionId, cancellationToken);
        return await repository.GetMessageAsync(call.SessionId, call.MessageId, cancellationToken);
    }

    public async Task<bool> DeleteMessageAsync(SessionDeleteMessageCall call, CancellationToken cancellationToken)
    {
        Session session = await repository.GetAsync(call.SessionId, cancellationToken);
        RefuseBusy(session.Id);

        // As the original: what is not there counts as removed.
        MessageWithParts? message = (await repository.GetMessagesAsync(session.Id, cancellationToken)).FirstOrDefault(m => m.Info.Id == call.MessageId);
        if (message is not null) await repository.RemoveAsync([message], cancellationToken);
        news.MessageRemoved(session, call.MessageId);
        return true;
    }

    async Task<bool> IPartOperations.DeleteAsync(PartDeleteCall call, CancellationToken cancellationToken)
    {
        Session session = await repository.GetAsync(call.SessionId, cancellationToken);
        IReadOnlyList<MessageWithParts> messages = await repository.GetMessagesAsync(session.Id, cancellationToken);
        if (messages.SelectMany(static m => m.Parts).FirstOrDefault(p => p.Id == call.PartId && p.MessageId == call.MessageId) is not { } part) return true;
        await repository.RemovePartAsync(part.Id, cancellationToken);
        news.PartRemoved(session, part);
        return true;
    }

    async Task<Part> IPartOperations.UpdateAsync(PartUpdateCall call, CancellationToken cancellationToken)
    {
        Session session = await repository.GetAsync(call.SessionId, cancellationToken);
        if (call.Body.Id != call.PartId || call.Body.MessageId != call.MessageId || call.Body.SessionId != call.SessionId)
            throw new OperationException(400, "The part names another id, message or session than the path. Send the same.");
        await repository.GetMessageAsync(session.Id, call.MessageId, cancellationToken);
        await repository.SaveAsync([], [call.Body], cancellationToken);
        news.Part(session, call.Body);
        return call.Body;
    }

    public async Task<Session> RevertAsync(SessionRevertCall call, CancellationToken cancellationToken)
    {
        Session session = await repository.GetAsync(call.SessionId, cancellationToken);
        RefuseBusy(session.Id);
        await repository.GetMessageAsync(session.Id, call.Body.MessageId, cancellationToken);
        return await KeepAsync(new Session(session) { Revert = new() { MessageId = call.Body.MessageId, PartId = call.Body.PartId } }, cancellationToken);
    }

    public async Task<Session> UnrevertAsync(SessionUnrevertCall call, CancellationToken cancellationToken)
    {
        Session session = await repository.GetAsync(call.SessionId, cancellationToken);
        RefuseBusy(session.Id);
        return await KeepAsync(new Session(session) { Revert = null }, cancellationToken);
    }

    private void RefuseBusy(string session)
    {
        if (turns.IsBusy(session)) throw new OperationException(409, new SessionBusyError { SessionId = session, Message = $"Session {session} is busy" });
    }

    // The next prompt makes a revert final: what it took back is removed.
    private async Task<Session> CommitRevertAsync(Session session, CancellationToken cancellationToken)
    {
        if (session.Revert is not { } revert) return session;
        IReadOnlyList<MessageWithParts> messages = await repository.GetMessagesAsync(session.Id, cancellationToken);
        IReadOnlyList<MessageWithParts> gone = [.. messages.Where(m => string.CompareOrdinal(m.Info.Id, revert.MessageId) >= (revert.PartId is null ? 0 : 1))];
        await repository.RemoveAsync(gone, cancellationToken);
        foreach (MessageWithParts message in gone) news.MessageRemoved(session, message.Info.Id);
        if (revert.PartId is not null && messages.FirstOrDefault(m => m.Info.Id == revert.MessageId) is { } cut)
        {
            foreach (Part part in cut.Parts.Where(p => string.CompareOrdinal(p.Id, revert.PartId) >= 0))
            {
                await repository.RemovePartAsync(part.Id, cancellationToken);
                news.PartRemoved(session, part);
            }
        }

        return await KeepAsync(new Session(session) { Revert = null }, cancellationToken);
    }
}
