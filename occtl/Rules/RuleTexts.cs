using OpenCode.Approvals;
using OpenCode.Models;

namespace OpenCode.Ctl.Rules;

/// <summary>Rules for permissions as they are typed: <c>allow:bash:git *</c>, <c>deny:edit</c>, <c>ask:webfetch</c>.</summary>
internal static class RuleTexts
{
    /// <summary>The rules that a session keeps.</summary>
    /// <exception cref="UsageException">One is none.</exception>
    public static IReadOnlyList<PermissionRule> Read(IReadOnlyList<string>? texts) => [.. (texts ?? []).Select(static text =>
    {
        (string action, string permission, string pattern) = Split(text);
        return new PermissionRule { Action = PermissionAction.FromValue(action), Permission = permission, Pattern = pattern };
    })];

    /// <summary>The policy of a turn: the first rule that fits decides; what fits none is refused.</summary>
    /// <param name="texts">The rules; <c>ask</c> leaves a request open.</param>
    /// <param name="isLeft">Whether what fits none is left open.</param>
    /// <exception cref="UsageException">One is none.</exception>
    public static PermissionPolicy ReadPolicy(IReadOnlyList<string>? texts, bool isLeft)
    {
        PermissionPolicy policy = PermissionPolicy.DenyAll;
        foreach (string text in texts ?? [])
        {
            (string action, string permission, string pattern) = Split(text);
            policy = action switch
            {
                "allow" => policy.Allow(permission, pattern),
                "deny" => policy.Deny(permission, pattern),
                _ => policy.When(permission, pattern, PermissionDecision.Leave),
            };
        }

        return isLeft ? policy.When("*", "*", PermissionDecision.Leave) : policy;
    }

    /// <summary>The rules as a session keeps them: there the last one that fits decides, and where they are typed the first.</summary>
    /// <exception cref="UsageException">One is none.</exception>
    public static IReadOnlyList<PermissionRule> ReadKept(IReadOnlyList<string> texts) => Read([.. texts.Reverse()]);

    /// <summary>
    /// What a new session keeps of the rules of a prompt: those that deny, so that they hold for what the server would not ask for. What an earlier rule takes
    /// out of one of them is asked for, and that rule answers.
    /// </summary>
    /// <exception cref="UsageException">One is none.</exception>
    public static IReadOnlyList<PermissionRule> ReadDenied(IReadOnlyList<string> texts)
    {
        List<PermissionRule> kept = [];
        bool Denies(string permission) => kept.Any(k => k.Action == PermissionAction.Deny && Overlap(k.Permission, permission));
        foreach (PermissionRule rule in ReadKept(texts))
        {
            if (rule.Action == PermissionAction.Deny) kept.Add(rule);
            else if (Denies(rule.Permission)) kept.Add(new PermissionRule(rule) { Action = PermissionAction.Ask });
        }

        return kept;
    }

    // Permissions are few words: where a star stands, they may be the same.
    private static bool Overlap(string left, string right) => left == right || left.AsSpan().Contains('*') || right.AsSpan().Contains('*');

    private static (string Action, string Permission, string Pattern) Split(string text)
    {
        string[] words = text.Split(':', 3);
        if (words.Length < 2 || words[0] is not ("allow" or "ask" or "deny") || words[1].Trim().Length == 0)
            throw new UsageException($"'{text}' is no rule; write ACTION:PERMISSION[:PATTERN] with allow, ask or deny, such as 'allow:bash:git *'.");
        return (words[0], words[1].Trim(), words.Length == 3 && words[2].Length > 0 ? words[2] : "*");
    }
}
