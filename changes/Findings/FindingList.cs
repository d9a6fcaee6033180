using System.Security.Cryptography;
using System.Text;

namespace OpenCodeGen.Changes.Findings;

/// <summary>Puts equal changes together: one of a part that many operations share, or that the document holds several copies of.</summary>
internal static class FindingList
{
    private const int FingerprintLength = 12;

    // How the subject begins of what does not name its operation.
    private const string OfOperations = "the ";

    public static IReadOnlyList<Finding> Of(IEnumerable<Change> changes) =>
    [
        .. changes.GroupBy(static c => (c.Rule, c.Message, c.Content, Subject: c.Content.Length == 0 ? c.Subject : "")).Select(static g => Of([.. g]))
            .GroupBy(static f => (f.Rule, f.Subject, f.Message)).Select(static g => Join([.. g])).Select(static f => f with { Fingerprint = FingerprintOf(f) })
            .OrderByDescending(static f => f.Rule.Level).ThenBy(static f => f.Subject, StringComparer.Ordinal)
                .ThenBy(static f => f.Rule.Id, StringComparer.Ordinal)
            .ThenBy(static f => f.Message, StringComparer.Ordinal),
    ];

    /// <summary>What names a change in a list of exceptions.</summary>
    public static string FingerprintOf(params ReadOnlySpan<string> parts)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..FingerprintLength];

    // A parameter or a response says nothing of whose it is: one that many operations share is named by its place, any other by its operations.
    private static string FingerprintOf(Finding finding)
    {
        string whose = !finding.Subject.StartsWith(OfOperations, StringComparison.Ordinal) ? ""
            : !finding.Pointer.StartsWith("#/paths/", StringComparison.Ordinal) && finding.Places == 1 ? finding.Pointer
            : string.Join('\n', finding.Operations);
        return whose.Length == 0 ? FingerprintOf(finding.Rule.Id, finding.Subject, finding.Message)
            : FingerprintOf(finding.Rule.Id, finding.Subject, finding.Message, whose);
    }

    // The same component was written in several ways before, and is one now.
    private static Finding Join(List<Finding> alike) => alike is [var single] ? single : alike[0] with
    {
        Operations = [.. alike.SelectMany(static f => f.Operations).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Places = alike.DistinctBy(static f => f.Pointer).Sum(static f => f.Places),
    };

    private static Finding Of(List<Change> alike)
    {
        // The shortest subject is the one of a component, or of the nearest place.
        Change first = alike.OrderBy(static c => c.Subject.Length).ThenBy(static c => c.Subject, StringComparer.Ordinal).First();
        return new Finding
        {
            Rule = first.Rule,
            Subject = first.Subject,
            Message = first.Message,
            Pointer = first.Pointer,
            Member = first.Member,
            Operations = [.. alike.SelectMany(static c => c.Operations).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Places = alike.Select(static c => c.Pointer).Distinct(StringComparer.Ordinal).Count(),
            Fingerprint = "",
        };
    }
}
