using System.Text.RegularExpressions;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Matrix;

/// <summary>Reads which releases a person asks for.</summary>
public static partial class ReleaseList
{
    /// <summary>The word for the release whose spec the client was generated from.</summary>
    public const string PinnedWord = "pinned";

    private static readonly char[] _separators = [',', ' ', ';', '\t', '\r', '\n'];

    /// <summary>
    /// Reads releases such as <c>1.18.33</c>, separated by commas or spaces; <c>pinned</c> stands for the client's own. Their order
    /// is kept, repetitions are left out.
    /// </summary>
    /// <param name="arguments">The texts; with none of them, the answer is the pinned release.</param>
    /// <returns>The releases.</returns>
    /// <exception cref="FormatException">One of them is not an exact release; the message names it.</exception>
    public static IReadOnlyList<string> Parse(IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        string[] words = [.. arguments.SelectMany(static a => a.Split(_separators, StringSplitOptions.RemoveEmptyEntries))];
        return words.Length == 0 ? [PinnedRelease.Version] : [.. words.Select(ParseOne).Distinct(StringComparer.Ordinal)];
    }

    private static string ParseOne(string word)
    {
        if (word == PinnedWord) return PinnedRelease.Version;

        return ExactRelease().IsMatch(word)
            ? word
            : throw new FormatException(
                $"'{PlainText.Line(word)}' is not a release: give exact numbers like 1.18.33, or '{PinnedWord}' for {PinnedRelease.Version}.");
    }

    // What npm publishes: three numbers, and sometimes a pre-release.
    [GeneratedRegex(@"^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(-[0-9A-Za-z]+([.-][0-9A-Za-z]+)*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ExactRelease();
}
