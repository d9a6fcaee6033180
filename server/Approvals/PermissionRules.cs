using OpenCode.Models;

namespace OpenCode.Server.Approvals;

/// <summary>Decides by rules as OpenCode does: the last one that fits counts, and without one somebody is asked.</summary>
internal static class PermissionRules
{
    /// <summary>What the rules say.</summary>
    public static PermissionAction Decide(IReadOnlyList<PermissionRule> rules, string permission, string pattern)
    {
        for (int i = rules.Count - 1; i >= 0; i--)
        {
            if (Fits(rules[i].Permission, permission) && Fits(rules[i].Pattern, pattern)) return rules[i].Action;
        }

        return PermissionAction.Ask;
    }

    /// <summary>Whether a text fits a pattern, in which <c>*</c> stands for any text and <c>?</c> for any character. It goes back to the last <c>*</c>
    /// only, so that no pattern takes for ever.</summary>
    public static bool Fits(string pattern, string text)
    {
        // "git *" fits "git", too.
        if (pattern.EndsWith(" *", StringComparison.Ordinal) && text == pattern[..^2]) return true;
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }
}
