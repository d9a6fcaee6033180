namespace OpenCode.Turns;

/// <summary>What becomes of a prompt while its session works on another one.</summary>
public enum TurnOrder
{
    /// <summary>It waits until the session is idle; prompts of this client are sent in the order in which they were made.</summary>
    Wait,

    /// <summary>It is refused with a <see cref="SessionBusyException"/>.</summary>
    Refuse,

    /// <summary>It is sent at once: the agent reads it at its next step, and one answer ends both turns.</summary>
    Steer,
}
