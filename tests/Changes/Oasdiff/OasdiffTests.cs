using OpenCode.Workbench;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Reports;

namespace OpenCodeGen.Changes.Tests.Oasdiff;

/// <summary>Every rule that oasdiff had published in August 2026, and what of ours says the same, or why none does.</summary>
public sealed class OasdiffTests
{
    private static readonly List<string[]> _rows =
        [.. File.ReadLines(Clone.InRoot("tests/Changes/Oasdiff/rules.tsv")).Skip(1).Select(static l => l.Split('\t'))];

    [Fact]
    public void Every_rule_has_a_rule_of_ours_or_a_reason()
    {
        HashSet<string> ours = [.. RuleList.OfWire.Select(static r => r.Id)];

        Assert.Equal(509, _rows.Count);
        Assert.All(_rows, row => Assert.True(row[2] == "covered" ? ours.Contains(row[3]) : row[4].Length > 0, string.Join(' ', row)));
    }

    /// <summary>Where oasdiff says that something breaks, ours says so, too, but for what the page about new releases tells.</summary>
    [Fact]
    public void What_breaks_there_breaks_here_with_few_exceptions()
    {
        Dictionary<string, Rule> ours = RuleList.OfWire.ToDictionary(static r => r.Id, StringComparer.Ordinal);

        IEnumerable<string> milder = _rows.Where(r => r[2] == "covered" && r[1] == "err" && ours[r[3]].Level < Level.Breaking)
            .Select(static r => r[3]).Distinct();

        Assert.Equal(
            [
                "request-list-shortened", "request-other-keyword-changed", "request-parameter-default-added", "request-parameter-default-removed",
                "request-parameter-removed", "request-pattern-added", "response-list-lengthened", "response-other-keyword-changed", "response-values-unlimited",
                "response-variant-added",
            ],
            milder.Order(StringComparer.Ordinal));
    }
}
