using System.Text;
using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Rules;

namespace OpenCodeGen.Changes.Reports;

/// <summary>Every rule, with its level and its meaning.</summary>
public static class RuleList
{
    /// <summary>The rules of the wire, in the order of their ids.</summary>
    public static IReadOnlyList<Rule> OfWire => RuleTable.All;

    /// <summary>The rules for C# callers.</summary>
    public static IReadOnlyList<CallerRule> OfCallers => CallerRules.All;

    /// <summary>Writes one rule a line: id, level, meaning.</summary>
    public static string Render()
    {
        var text = new StringBuilder();
        foreach (Rule rule in OfWire) text.AppendLine($"{rule.Id}  {ReportText.WordOf(rule.Level)}  {rule.Meaning}");
        foreach (CallerRule rule in OfCallers) text.AppendLine($"{rule.Id}  {ReportText.EffectOf(rule)}  {rule.Meaning}");
        return text.ToString();
    }
}
