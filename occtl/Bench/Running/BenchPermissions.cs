using OpenCode.Approvals;
using OpenCode.Ctl.Bench.Plans;
using OpenCode.Models;

namespace OpenCode.Ctl.Bench.Running;

/// <summary>What agents may do in a benchmark, where nobody is there to be asked.</summary>
internal static class BenchPermissions
{
    private static readonly PermissionPolicy _insideOnly = PermissionPolicy.DenyAll
        .When("external_directory", "*", PermissionDecision.DenyBecause("Work inside the project directory only."))
        .Allow("*");

    /// <summary>Answers what the server asks.</summary>
    public static PermissionPolicy Policy(IReadOnlyList<BenchRule>? rules) => rules is null
        ? _insideOnly
        : rules.Aggregate(PermissionPolicy.DenyAll, static (policy, rule) => rule.Allows
            ? policy.Allow(rule.Permission, rule.Pattern)
            : policy.When(rule.Permission, rule.Pattern, PermissionDecision.DenyBecause(rule.Message ?? "This is not permitted here.")))
            .When("*", "*", PermissionDecision.DenyBecause("This is not permitted here."));

    /// <summary>The same rules for the session, as the server asks nothing that its own settings allow. There the last one that fits counts.</summary>
    public static IReadOnlyList<PermissionRule>? Rules(IReadOnlyList<BenchRule>? rules) => rules is null
        ? null
        : [.. rules.Reverse().Select(static r => new PermissionRule
        {
            Permission = r.Permission,
            Pattern = r.Pattern,

            // A refusal with a reason is the policy's: the server's own says nothing to the agent.
            Action = r.Allows ? PermissionAction.Allow : r.Message is null ? PermissionAction.Deny : PermissionAction.Ask,
        })];
}
