using OpenCode.Models;

namespace OpenCode.Turns;

/// <summary>Reads a turn out of the messages of its session.</summary>
internal static class TurnReading
{
    /// <summary>The agent's messages that answer a prompt: all after it, up to the one that finishes the turn.</summary>
    /// <param name="messages">The messages of the session from the prompt on, in order.</param>
    /// <param name="promptId">The prompt.</param>
    public static IReadOnlyList<MessageWithParts> Steps(IEnumerable<MessageWithParts> messages, string promptId)
    {
        List<MessageWithParts> steps = [];
        foreach (MessageWithParts message in messages)
        {
            if (message.Info is not AssistantMessage step || string.CompareOrdinal(step.Id, promptId) <= 0) continue;
            steps.Add(message);
            if (IsLast(step)) break;
        }

        return steps;
    }

    /// <summary>How far a turn is.</summary>
    /// <param name="steps">Its steps.</param>
    public static TurnStanding Judge(IReadOnlyList<MessageWithParts> steps)
    {
        if (steps.Count == 0) return TurnStanding.NotBegun;
        var last = (AssistantMessage)steps[^1].Info;
        if (IsLast(last)) return TurnStanding.Finished;
        return last.Time.Completed is null ? TurnStanding.InStep : TurnStanding.BetweenSteps;
    }

    // A summary is written when the conversation has grown too long, and the agent goes on after it.
    private static bool IsLast(AssistantMessage step)
        => step.Time.Completed is not null && step.Summary != true
            && (step.Error is not null || step.Finish is not (null or "" or "tool-calls" or "unknown"));
}
