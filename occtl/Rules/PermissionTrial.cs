using System.Text.RegularExpressions;
using OpenCode.Models;

namespace OpenCode.Ctl.Rules;

/// <summary>What rules say of a permission, as OpenCode reads them: the last one that fits decides.</summary>
internal static class PermissionTrial
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(1);

    /// <summary>The rule that decides; null when none fits, and the server asks.</summary>
    public static PermissionRule? Decide(IEnumerable<PermissionRule> rules, string permission, string pattern)
        => rules.LastOrDefault(r => Fits(r.Permission, permission) && Fits(r.Pattern, pattern));

    // "git *" is also "git".
    private static bool Fits(string pattern, string text)
    {
        string expression = Regex.Escape(pattern.Replace('\\', '/')).Replace("\\*", ".*", StringComparison.Ordinal)
            .Replace("\\?", ".", StringComparison.Ordinal);
        if (expression.EndsWith("\\ .*", StringComparison.Ordinal)) expression = $"{expression[..^4]}(\\ .*)?";
        return Regex.IsMatch(text.Replace('\\', '/'), $"^{expression}$", RegexOptions.Singleline | RegexOptions.CultureInvariant, _limit);
    }
}
