using System.Text.RegularExpressions;
using OpenCode.Core.Json;

namespace OpenCode.Verification.Values;

/// <summary>JSON pointers without what differs from one answer to the next.</summary>
internal static partial class GeneralPointer
{
    /// <summary>Replaces the indexes of lists, and keys of maps that are ids or paths, by <c>*</c>.</summary>
    public static string Of(string pointer)
        => pointer.Length == 0 ? pointer : string.Join('/', pointer.Split('/').Select(static s => Data().IsMatch(s) ? "*" : s));

    /// <summary>Whether a pointer is one that a pattern describes, in which <c>*</c> stands for any one segment.</summary>
    public static bool Matches(string pattern, string pointer)
    {
        if (pattern == pointer) return true;
        string[] wanted = pattern.Split('/');
        string[] segments = pointer.Split('/');
        return wanted.Length == segments.Length && wanted.Zip(segments).All(static p => p.First == "*" || p.First == p.Second);
    }

    /// <summary>The names that the segments of a pointer stand for.</summary>
    public static IEnumerable<string> Segments(string pointer) => pointer.Split('/').Skip(1).Select(JsonPointer.Unescape);

    // Digits; an id such as ses_1f82bba7300120pA6ypeDxjGvD; a key with a slash in it, as paths and names of models have.
    [GeneratedRegex("^([0-9]+|[a-z]{2,5}_[0-9A-Za-z]{10,}|[0-9a-f]{32,}|.*~1.*)$")]
    private static partial Regex Data();
}
