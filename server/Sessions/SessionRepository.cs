using OpenCode.Models;
using OpenCode.Server.Events;
using OpenCode.Server.Http;
using OpenCode.Server.Storage;

namespace OpenCode.Server.Sessions;

/// <summary>Sessions, messages and parts as they are kept.</summary>
/// <param name="store">Keeps them.</param>
internal sealed class SessionRepository(IServerStore store)
{
    private const string SessionKind = "session";
    private const string MessageKind = "message";
    private const string PartKind = "part";
    private const string TodoKind = "todo";

    /// <summary>A session.</summary>
    /// <exception cref="OperationException">There is none; or the id is no id of a session.</exception>
    public async Task<Session> GetAsync(string id, CancellationToken cancellationToken)
    {
        // As the original answers, which clients know.
        if (!id.StartsWith("ses", StringComparison.Ordinal)) throw new OperationException(500, $"'{id}' is no id of a session; they begin with 'ses'.");
        return await FindAsync(id, cancellationToken) ?? throw new OperationException(404, $"Session not found: {id}");
    }

    public async Task<Session?> FindAsync(string id, CancellationToken cancellationToken)
        => await store.FindAsync(SessionKind, id, cancellationToken) is { } record ? ModelRecords.Read<Session>(record) : null;

    /// <summary>All sessions; or those below another. The newest come first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(string? parent, CancellationToken cancellationToken)
        => [.. (await store.ListAsync(SessionKind, parent, cancellationToken)).Select(ModelRecords.Read<Session>)];

    public ValueTask SaveAsync(Session session, CancellationToken cancellationToken) => store.SaveAsync([Put(session)], cancellationToken);

    /// <summary>Removes a session with all that belongs to it, but for its children.</summary>
    public ValueTask RemoveAsync(string id, CancellationToken cancellationToken) => store.SaveAsync(
        [
            new StoreChange.Remove(SessionKind, id),
            new StoreChange.RemoveBelow(MessageKind, id),
            new StoreChange.RemoveBelow(PartKind, id),
            SessionEventLog.RemovalOf(id),
            new StoreChange.Remove(TodoKind, id),
        ],
        cancellationToken);

    /// <summary>The messages of a session with their parts, the oldest first.</summary>
    public async Task<IReadOnlyList<MessageWithParts>> GetMessagesAsync(string session, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredRecord> messages = await store.ListAsync(MessageKind, session, cancellationToken);
        IReadOnlyList<StoredRecord> parts = await store.ListAsync(PartKind, session, cancellationToken);
        ILookup<string, Part> byMessage = parts.Select(ModelRecords.Read<Part>).ToLookup(static p => p.MessageId, StringComparer.Ordinal);
        return [.. messages.Select(ModelRecords.Read<Message>).Select(m => new MessageWithParts { Info = m, Parts = [.. byMessage[m.Id]] })];
    }

    /// <summary>A message of any session; null when there is none.</summary>
    public async Task<Message?> FindMessageAsync(string id, CancellationToken cancellationToken)
        => await store.FindAsync(MessageKind, id, cancellationToken) is { } record ? ModelRecords.Read<Message>(record) : null;

    /// <summary>A message with its parts.</summary>
    /// <exception cref="OperationException">The session has none with this id.</exception>
    public async Task<MessageWithParts> GetMessageAsync(string session, string message, CancellationToken cancellationToken)
        => (await GetMessagesAsync(session, cancellationToken)).FirstOrDefault(m => m.Info.Id == message)
            ?? throw new OperationException(404, $"Message not found: {message}");

    /// <summary>Keeps messages and parts; all of them, or none.</summary>
    public ValueTask SaveAsync(IReadOnlyList<Message> messages, IReadOnlyList<Part> parts, CancellationToken cancellationToken) => store.SaveAsync(
        [
            .. messages.Select(static m => ModelRecords.Put(MessageKind, m.Id, m.SessionId, m)),
            .. parts.Select(static p => ModelRecords.Put(PartKind, p.Id, p.SessionId, p)),
        ],
        cancellationToken);

    /// <summary>Removes messages with their parts.</summary>
    public ValueTask RemoveAsync(IReadOnlyList<MessageWithParts> messages, CancellationToken cancellationToken) => store.SaveAsync(
        [
            .. messages.Select(static m => new StoreChange.Remove(MessageKind, m.Info.Id)),
            .. messages.SelectMany(static m => m.Parts).Select(static p => new StoreChange.Remove(PartKind, p.Id)),
        ],
        cancellationToken);

    public ValueTask RemovePartAsync(string id, CancellationToken cancellationToken)
        => store.SaveAsync([new StoreChange.Remove(PartKind, id)], cancellationToken);

    public async Task<IReadOnlyList<Todo>> GetTodosAsync(string session, CancellationToken cancellationToken)
        => await store.FindAsync(TodoKind, session, cancellationToken) is { } record ? ModelRecords.Read<TodoUpdatedData>(record).Todos : [];

    public ValueTask SaveTodosAsync(TodoUpdatedData todos, CancellationToken cancellationToken)
        => store.SaveAsync([ModelRecords.Put(TodoKind, todos.SessionId, "", todos)], cancellationToken);

    private static StoreChange Put(Session session) => ModelRecords.Put(SessionKind, session.Id, session.ParentId ?? "", session);
}
