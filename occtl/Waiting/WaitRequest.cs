using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Waiting;

/// <summary>What is to be waited for.</summary>
internal sealed record WaitRequest
{
    /// <summary>The server; null for the one that has a session.</summary>
    public string? Server { get; init; }

    /// <summary>The sessions.</summary>
    public IReadOnlyList<string> Sessions { get; init; } = [];

    /// <summary>Whether, without a name, all sessions that work are meant, and not the newest one.</summary>
    public bool AllThatWork { get; init; }

    /// <summary>Whether one of them is enough.</summary>
    public bool IsOneEnough { get; init; }

    /// <summary>A text that the agent is to write; null to wait until there is nothing to do.</summary>
    public string? Text { get; init; }

    /// <summary>Whether it ends when one of them waits for somebody.</summary>
    public bool AlsoWaiting { get; init; }

    /// <summary>How long at most; null for ever.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Whom to tell.</summary>
    public IReadOnlyList<string> Notify { get; init; } = [];
}

/// <summary>A session that was waited for.</summary>
/// <param name="Server">The id of its server.</param>
/// <param name="Session">Its id.</param>
/// <param name="State"><c>idle</c>, <c>text</c> when it has written what was waited for, <c>waiting_permission</c> or <c>waiting_question</c>.</param>
internal sealed record WaitedSession(string Server, string Session, string State)
{
    /// <summary>The state of one that has written what was waited for.</summary>
    public const string HasText = "text";

    /// <summary>The message that has the text; null when no text was waited for.</summary>
    public string? Message { get; init; }

    /// <summary>Whether it waits for somebody.</summary>
    public bool WaitsForSomebody => State == ServerState.WaitingPermission.Name() || State == ServerState.WaitingQuestion.Name();
}
