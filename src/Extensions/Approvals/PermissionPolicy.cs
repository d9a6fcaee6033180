using System.Collections.Immutable;
using OpenCode.Models;

namespace OpenCode.Approvals;

/// <summary>
/// Decides on what an agent wants to do: the first rule that fits a request counts, and what no rule fits is refused. Immutable: every method returns
/// another policy.
/// </summary>
/// <example><code>
/// PermissionPolicy policy = PermissionPolicy.DenyAll.Allow("read").Allow("bash", "git status*").Ask(AskSomebodyAsync);
/// </code></example>
public sealed class PermissionPolicy
{
    private readonly ImmutableArray<Rule> _rules;

    private PermissionPolicy(ImmutableArray<Rule> rules) => _rules = rules;

    private delegate ValueTask<PermissionDecision> Decide(PermissionRequest request, CancellationToken cancellationToken);

    /// <summary>Refuses everything, and the agent stops.</summary>
    public static PermissionPolicy DenyAll { get; } = new([]);

    /// <summary>Allows everything, each time. For sandboxes.</summary>
    public static PermissionPolicy AllowAll { get; } = DenyAll.Allow("*");

    /// <summary>Leaves every request open, for another process to answer.</summary>
    public static PermissionPolicy LeaveAll { get; } = DenyAll.When("*", "*", PermissionDecision.Leave);

    /// <summary>Allows what fits, each time.</summary>
    /// <param name="permission">The kind of permission, which is mostly the tool: <c>bash</c>, <c>edit</c>, <c>webfetch</c>; <c>*</c> stands for any
    /// characters.</param>
    /// <param name="pattern">What it is wanted for, such as a command or a path; <c>*</c> stands for any characters. All patterns of a request must
    /// fit.</param>
    public PermissionPolicy Allow(string permission, string pattern = "*") => When(permission, pattern, PermissionDecision.AllowOnce);

    /// <summary>Refuses what fits, and the agent stops.</summary>
    /// <param name="permission">The kind of permission; <c>*</c> stands for any characters.</param>
    /// <param name="pattern">What it is wanted for; <c>*</c> stands for any characters. It is enough that one pattern of a request fits.</param>
    public PermissionPolicy Deny(string permission, string pattern = "*") => When(permission, pattern, PermissionDecision.Deny);

    /// <summary>Decides on what fits.</summary>
    /// <param name="permission">The kind of permission; <c>*</c> stands for any characters.</param>
    /// <param name="pattern">What it is wanted for; <c>*</c> stands for any characters.</param>
    /// <param name="decision">The decision.</param>
    public PermissionPolicy When(string permission, string pattern, PermissionDecision decision)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(permission);
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        ArgumentNullException.ThrowIfNull(decision);
        bool isRefusal = decision.Reply == PermissionReply.Reject;
        return When(request => WildcardPattern.Fits(permission, request.Permission) && Matches(request, pattern, isRefusal), decision);
    }

    /// <summary>Decides on what a function says, such as the requests of one session.</summary>
    /// <param name="fits">Whether the rule is for a request; called once for each that no rule before this one fits.</param>
    /// <param name="decision">The decision.</param>
    public PermissionPolicy When(Func<PermissionRequest, bool> fits, PermissionDecision decision)
    {
        ArgumentNullException.ThrowIfNull(fits);
        ArgumentNullException.ThrowIfNull(decision);
        return With(new Rule(fits, (_, _) => ValueTask.FromResult(decision), null, decision));
    }

    /// <summary>Asks about what no rule before this one fits.</summary>
    /// <param name="decide">Decides; called on a thread of the pool, also for several requests at a time.</param>
    /// <param name="timeLimit">How long that may take; null for no limit.</param>
    /// <param name="whenLate">The decision after that; null for <see cref="PermissionDecision.Deny"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive.</exception>
    public PermissionPolicy Ask(
        Func<PermissionRequest, CancellationToken, ValueTask<PermissionDecision>> decide, TimeSpan? timeLimit = null, PermissionDecision? whenLate = null)
    {
        ArgumentNullException.ThrowIfNull(decide);
        if (timeLimit is { } limit) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(timeLimit));
        return With(new Rule(static _ => true, new Decide(decide), timeLimit, whenLate ?? PermissionDecision.Deny));
    }

    /// <summary>Decides on a request.</summary>
    /// <param name="request">What an agent wants.</param>
    /// <param name="timeProvider">The clock for time limits; null for the system's.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async ValueTask<PermissionDecision> DecideAsync(
        PermissionRequest request, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (Rule rule in _rules)
        {
            if (!rule.Fits(request)) continue;
            if (rule.TimeLimit is not { } limit) return await rule.Decide(request, cancellationToken).ConfigureAwait(false);
            using CancellationTokenSource late = new(limit, timeProvider ?? TimeProvider.System);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            try
            {
                return await rule.Decide(request, linked.Token).AsTask().WaitAsync(linked.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return rule.WhenLate;
            }
        }

        return PermissionDecision.Deny;
    }

    private PermissionPolicy With(Rule rule) => new(_rules.Add(rule));

    // A refusal holds when anything that is wanted fits it; an approval only when all does.
    private static bool Matches(PermissionRequest request, string pattern, bool isRefusal)
        => pattern == "*"
            || (isRefusal
                ? request.Patterns.Any(p => WildcardPattern.Fits(pattern, p))
                : request.Patterns.Count > 0 && request.Patterns.All(p => WildcardPattern.Fits(pattern, p)));

    private sealed record Rule(Func<PermissionRequest, bool> Fits, Decide Decide, TimeSpan? TimeLimit, PermissionDecision WhenLate);
}
