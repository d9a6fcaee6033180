using OpenCode.Approvals;
using OpenCode.Models;

namespace CiJobSample;

/// <summary>Reads rules such as <c>bash:git *</c>. What no rule fits is refused, and the turn ends there: nobody is asked in a job.</summary>
internal static class Rules
{
    public static PermissionPolicy Policy(IEnumerable<string> allow, IEnumerable<string> deny)
    {
        // The first rule that fits counts.
        PermissionPolicy policy = PermissionPolicy.DenyAll;
        foreach ((string permission, string pattern) in deny.Select(Parse)) policy = policy.Deny(permission, pattern);
        foreach ((string permission, string pattern) in allow.Select(Parse)) policy = policy.Allow(permission, pattern);
        return policy;
    }

    /// <summary>What the server has to ask about, for the rules to decide: it may be configured to allow everything.</summary>
    public static IReadOnlyList<PermissionRule> Asked(IEnumerable<string> rules)
        => [.. rules.Select(static r => new PermissionRule { Permission = Parse(r).Permission, Pattern = "*", Action = PermissionAction.Ask })];

    /// <exception cref="FormatException">The rule is empty, or half of it is.</exception>
    private static (string Permission, string Pattern) Parse(string rule)
    {
        string[] halves = rule.Split(':', 2, StringSplitOptions.TrimEntries);
        if (halves.Any(string.IsNullOrEmpty)) throw new FormatException($"'{rule}' is no rule. Write a kind of permission, and what for: \"bash:git *\".");
        return (halves[0], halves.Length > 1 ? halves[1] : "*");
    }
}
