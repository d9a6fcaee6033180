using System.CommandLine;
using OpenCode.Approvals;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands;

/// <summary>Rules for permissions on a command line: <c>allow:bash:git *</c>, <c>deny:edit</c>, <c>ask:webfetch</c>.</summary>
internal static class PolicyRules
{
    public static Option<string[]> Option() => new("--rule")
    {
        Description = "A rule for permissions, as ACTION:PERMISSION[:PATTERN] with allow, ask or deny, such as 'allow:bash:git *'. Several are possible.",
        HelpName = "rule",
        Arity = ArgumentArity.OneOrMore,
    };

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

    private static (string Action, string Permission, string Pattern) Split(string text)
    {
        string[] words = text.Split(':', 3);
        if (words.Length < 2 || words[0] is not ("allow" or "ask" or "deny") || words[1].Trim().Length == 0)
            throw new UsageException($"'{text}' is no rule; write ACTION:PERMISSION[:PATTERN] with allow, ask or deny, such as 'allow:bash:git *'.");
        return (words[0], words[1].Trim(), words.Length == 3 && words[2].Length > 0 ? words[2] : "*");
    }
}
