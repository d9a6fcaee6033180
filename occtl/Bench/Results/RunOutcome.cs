using OpenCode.Turns;

namespace OpenCode.Ctl.Bench.Results;

/// <summary>How runs end, as results name it.</summary>
internal static class RunOutcome
{
    public const string Completed = "completed";

    /// <summary>The setup command failed; the model was not asked.</summary>
    public const string SetupFailed = "setup_failed";

    /// <summary>The server refused, or something on this machine failed.</summary>
    public const string Failed = "error";

    public const string ServerGone = "server_gone";

    public static string Of(TurnOutcome outcome) => outcome switch
    {
        TurnOutcome.Completed => Completed,
        TurnOutcome.LengthLimit => "length_limit",
        TurnOutcome.Aborted => "aborted",
        TurnOutcome.ModelError => "model_error",
        TurnOutcome.GaveUpRetrying => "gave_up_retrying",
        TurnOutcome.BudgetExceeded => "limit_reached",
        TurnOutcome.PermissionRefused => "permission_refused",
        TurnOutcome.QuestionUnanswered => "question_unanswered",
        _ => ServerGone,
    };

    /// <summary>Whether a run says nothing about its model, so that it is worth another try.</summary>
    public static bool IsNotTheModels(string outcome) => outcome is SetupFailed or Failed or ServerGone or "aborted";
}
