namespace OpenCode.Turns;

/// <summary>How a turn ended.</summary>
public enum TurnOutcome
{
    /// <summary>The model finished by itself.</summary>
    Completed,

    /// <summary>The model reached its limit of output tokens; what it wrote is cut off.</summary>
    LengthLimit,

    /// <summary>Somebody aborted the turn: this program, another client, or whoever deleted the session.</summary>
    Aborted,

    /// <summary>The model, or the agent's configuration, failed in a way that the server does not retry.</summary>
    ModelError,

    /// <summary>The model kept failing, and the server has tried again as often as <see cref="TurnLimits.Retries"/> allows.</summary>
    GaveUpRetrying,

    /// <summary>A limit of <see cref="TurnLimits"/> was reached, and the turn was aborted; <see cref="TurnResult.Error"/> names the limit.</summary>
    BudgetExceeded,

    /// <summary>A tool was not permitted, and the agent stopped there.</summary>
    PermissionRefused,

    /// <summary>A question was not answered, and the agent stopped there.</summary>
    QuestionUnanswered,

    /// <summary>The server went away, or was restarted and forgot the turn.</summary>
    ServerGone,
}
