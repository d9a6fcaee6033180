using OpenCode.Models;
using OpenCode.Server.Events;

namespace OpenCode.Server.Sessions;

/// <summary>Tells what happens in sessions.</summary>
/// <param name="publisher">Tells those who listen.</param>
/// <param name="clock">The clock.</param>
internal sealed class SessionNews(IEventPublisher publisher, TimeProvider clock)
{
    public void Created(Session session) => Tell("session.created", session, new SessionInfoData { SessionId = session.Id, Info = session });

    public void Updated(Session session) => Tell("session.updated", session, new SessionInfoData { SessionId = session.Id, Info = session });

    public void Deleted(Session session) => Tell("session.deleted", session, new SessionInfoData { SessionId = session.Id, Info = session });

    public void Status(Session session, SessionStatus status)
        => Tell("session.status", session, new SessionStatusChangedData { SessionId = session.Id, Status = status });

    public void Idle(Session session) => Tell("session.idle", session, new SessionIdData { SessionId = session.Id });

    public void Failed(Session session, AssistantMessageError error)
        => Tell("session.error", session, new SessionErrorData { SessionId = session.Id, Error = error });

    public void Message(Session session, Message message)
        => Tell("message.updated", session, new MessageUpdatedData { SessionId = session.Id, Info = message });

    public void MessageRemoved(Session session, string message)
        => Tell("message.removed", session, new MessageRemovedData { SessionId = session.Id, MessageId = message });

    public void Part(Session session, Part part) => Tell("message.part.updated", session, new MessagePartUpdatedData
    {
        SessionId = session.Id,
        Part = part,
        Time = clock.GetUtcNow().ToUnixTimeMilliseconds(),
    });

    public void PartRemoved(Session session, Part part)
        => Tell("message.part.removed", session, new MessagePartRemovedData { SessionId = session.Id, MessageId = part.MessageId, PartId = part.Id });

    public void Delta(Session session, Part part, string delta) => Tell("message.part.delta", session, new MessagePartDeltaData
    {
        SessionId = session.Id,
        MessageId = part.MessageId,
        PartId = part.Id,
        Field = "text",
        Delta = delta,
    });

    public void Todos(Session session, TodoUpdatedData todos) => Tell("todo.updated", session, todos);

    public void Asked(Session session, PermissionRequest request) => Tell("permission.asked", session, request);

    public void Replied(Session session, string request, PermissionReply reply)
        => Tell("permission.replied", session, new PermissionRepliedData { SessionId = session.Id, RequestId = request, Reply = reply });

    public void Asked(Session session, QuestionRequest request) => Tell("question.asked", session, request);

    public void Answered(Session session, string request, IReadOnlyList<IReadOnlyList<string>> answers)
        => Tell("question.replied", session, new QuestionRepliedData { SessionId = session.Id, RequestId = request, Answers = answers });

    public void Rejected(Session session, string request)
        => Tell("question.rejected", session, new QuestionRejectedData { SessionId = session.Id, RequestId = request });

    private void Tell(string type, Session session, Core.Json.IJsonModel data) => publisher.Publish(new ServerEvent(type, data, session.Directory));
}
