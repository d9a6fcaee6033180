using OpenCode.Models;

namespace OpenCode.Ctl.Servers;

/// <summary>What the newest message of a session says of its turn.</summary>
internal static class LastMessage
{
    /// <summary>Whether it is the last one of its turn: another step follows calls of tools.</summary>
    public static bool EndsTurn(MessageWithParts? message) => message?.Info is AssistantMessage { Time.Completed: not null } answer
        && (answer.Error is not null || answer.Finish is not (null or "tool-calls" or "unknown"));
}
