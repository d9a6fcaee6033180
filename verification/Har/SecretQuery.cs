using System.Text.RegularExpressions;

namespace OpenCode.Verification.Har;

/// <summary>Hides the values of query parameters that carry credentials.</summary>
internal static partial class SecretQuery
{
    public static string Hide(string target) => Secret().Replace(target, "$1=hidden");

    [GeneratedRegex("(?<=[?&])([^=&]*(?:ticket|token|key|secret|password|code|state)[^=&]*)=[^&#]*", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
