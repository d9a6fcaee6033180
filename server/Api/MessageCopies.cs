using OpenCode.Models;
using OpenCode.Server.Identity;

namespace OpenCode.Server.Api;

/// <summary>Copies messages into another session, with ids of their own that refer to each other as those of the originals do.</summary>
internal static class MessageCopies
{
    public static (IReadOnlyList<Message> Messages, IReadOnlyList<Part> Parts) Of(IReadOnlyList<MessageWithParts> originals, string session, ServerIds ids)
    {
        Dictionary<string, string> renamed = originals.ToDictionary(static m => m.Info.Id, _ => ids.Message(), StringComparer.Ordinal);
        var messages = new List<Message>();
        var parts = new List<Part>();
        foreach (MessageWithParts original in originals)
        {
            string id = renamed[original.Info.Id];
            messages.Add(original.Info switch
            {
                UserMessage user => new UserMessage(user) { Id = id, SessionId = session },
                AssistantMessage answer => new AssistantMessage(answer)
                {
                    Id = id,
                    SessionId = session,
                    ParentId = renamed.GetValueOrDefault(answer.ParentId, answer.ParentId),
                },
                Message other => other,
            });
            parts.AddRange(original.Parts.Select(p => Copy(p, session, id, ids)));
        }

        return (messages, parts);
    }

    private static Part Copy(Part part, string session, string message, ServerIds ids) => part switch
    {
        TextPart p => new TextPart(p) { Id = ids.Part(), SessionId = session, MessageId = message },
        ReasoningPart p => new ReasoningPart(p) { Id = ids.Part(), SessionId = session, MessageId = message },
        FilePart p => new FilePart(p) { Id = ids.Part(), SessionId = session, MessageId = message },
        ToolPart p => new ToolPart(p) { Id = ids.Part(), SessionId = session, MessageId = message },
        StepStartPart p => new StepStartPart(p) { Id = ids.Part(), SessionId = session, MessageId = message },
        StepFinishPart p => new StepFinishPart(p) { Id = ids.Part(), SessionId = session, MessageId = message },
        AgentPart p => new AgentPart(p) { Id = ids.Part(), SessionId = session, MessageId = message },
        SubtaskPart p => new SubtaskPart(p) { Id = ids.Part(), SessionId = session, MessageId = message },
        CompactionPart p => new CompactionPart(p) { Id = ids.Part(), SessionId = session, MessageId = message },
        PatchPart p => new PatchPart(p) { Id = ids.Part(), SessionId = session, MessageId = message },
        SnapshotPart p => new SnapshotPart(p) { Id = ids.Part(), SessionId = session, MessageId = message },
        RetryPart p => new RetryPart(p) { Id = ids.Part(), SessionId = session, MessageId = message },
        _ => part,
    };
}
