using OpenCode.Approvals;
using OpenCode.Models;

namespace OpenCode.Turns;

/// <summary>How a turn is run.</summary>
public sealed record TurnOptions
{
    /// <summary>The agent, such as <c>build</c> or <c>plan</c>; null for the session's.</summary>
    public string? Agent { get; init; }

    /// <summary>The model: <c>"provider/model"</c>; null for the agent's or the server's.</summary>
    public ModelSelection? Model { get; init; }

    /// <summary>The variant of the model, such as a level of effort; null for its default.</summary>
    public string? Variant { get; init; }

    /// <summary>Instructions that take the place of the agent's system prompt; null for the agent's own.</summary>
    public string? System { get; init; }

    /// <summary>Tools to switch on or off for this turn, by name; null for the agent's.</summary>
    public IReadOnlyDictionary<string, bool>? Tools { get; init; }

    /// <summary>Files and other parts that go with the text; null for none.</summary>
    public IReadOnlyList<SessionPromptRequestPart>? Attachments { get; init; }

    /// <summary>Who decides on permissions. By default every request is refused, and the turn ends there: <see cref="PermissionPolicy.DenyAll"/>.</summary>
    public PermissionPolicy Permissions { get; init; } = PermissionPolicy.DenyAll;

    /// <summary>Who answers questions of the agent. By default they are dismissed, and the turn ends there: <see cref="QuestionPolicy.Dismiss"/>.</summary>
    public QuestionPolicy Questions { get; init; } = QuestionPolicy.Dismiss;

    /// <summary>How much the turn may take.</summary>
    public TurnLimits Limits { get; init; } = TurnLimits.Default;

    /// <summary>What happens while the session works on another turn.</summary>
    public TurnOrder Order { get; init; } = TurnOrder.Wait;

    /// <summary>
    /// The outcomes at which awaiting the turn throws a <see cref="TurnFailedException"/>, which holds the result. By default all but
    /// <see cref="TurnOutcome.Completed"/>, <see cref="TurnOutcome.LengthLimit"/> and <see cref="TurnOutcome.Aborted"/>.
    /// </summary>
    public IReadOnlySet<TurnOutcome> ThrowOn { get; init; } = DefaultThrowOn;

    /// <summary>How long a server may be unreachable before the turn ends as <see cref="TurnOutcome.ServerGone"/>. One minute by default.</summary>
    public TimeSpan ServerGoneAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the changes of the turn are read at its end, which takes a request when files were changed. True by default.</summary>
    public bool ReadDiff { get; init; } = true;

    /// <summary>No outcome: awaiting the turn always gives its result.</summary>
    public static IReadOnlySet<TurnOutcome> ThrowOnNothing { get; } = new HashSet<TurnOutcome>();

    private static HashSet<TurnOutcome> DefaultThrowOn { get; } =
    [
        TurnOutcome.ModelError, TurnOutcome.GaveUpRetrying, TurnOutcome.BudgetExceeded, TurnOutcome.PermissionRefused,
        TurnOutcome.QuestionUnanswered, TurnOutcome.ServerGone,
    ];

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Permissions, nameof(Permissions));
        ArgumentNullException.ThrowIfNull(Questions, nameof(Questions));
        ArgumentNullException.ThrowIfNull(Limits, nameof(Limits));
        ArgumentNullException.ThrowIfNull(ThrowOn, nameof(ThrowOn));
        Limits.Validate();
        if (ServerGoneAfter <= TimeSpan.Zero) throw new ArgumentException($"{nameof(ServerGoneAfter)} is {ServerGoneAfter}, but must be positive.");
    }
}
