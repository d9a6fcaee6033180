using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Rules;
using OpenCodeGen.Changes.Schemas;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Pairs;

/// <summary>A schema in both documents, on one way.</summary>
internal sealed class SchemaPair
{
    private readonly Lazy<VariantMatch> _variants;

    public SchemaPair(SchemaSide before, SchemaSide after, Direction direction, string label)
    {
        (Before, After, Direction, Label) = (before, after, direction, label);
        _variants = new Lazy<VariantMatch>(() => VariantMatch.Of(Before, After));
    }

    public SchemaSide Before { get; }

    public SchemaSide After { get; }

    public Direction Direction { get; }

    /// <summary>What people call it: a component and the way to the place, or a part of an operation.</summary>
    public string Label { get; }

    /// <summary>Whether it is a variant of a choice, which says for all of them whether null is allowed.</summary>
    public bool IsVariant { get; init; }

    /// <summary>Whether it is the value of a parameter.</summary>
    public bool IsParameter { get; init; }

    /// <summary>What it is a part of; null where an operation leads to it.</summary>
    public SchemaPair? Around { get; init; }

    public string Key => $"{Direction} {Before.Place.Key} {After.Place.Key}{(IsVariant ? " variant" : "")}{(IsParameter ? " parameter" : "")}";

    public VariantMatch Variants => _variants.Value;

    public bool IsChoice => Before.View.IsUnion || After.View.IsUnion;

    /// <summary>Whether both allow something that can be compared further: a type in common, and not everything on one side only.</summary>
    public bool IsComparable => (Before.View.Types & After.View.Types) != JsonTypes.None
        && (Before.View.Types == SchemaView.AllTypes) == (After.View.Types == SchemaView.AllTypes);

    /// <summary>Whether the old one promised one type of JSON, and was no choice.</summary>
    public bool HasOneTypeBefore => HasOneType(Before.View) && (!IsVariant || Around!.HasOneTypeBefore);

    /// <summary>Whether the new one promises one type of JSON, and is no choice.</summary>
    public bool HasOneTypeAfter => HasOneType(After.View) && (!IsVariant || Around!.HasOneTypeAfter);

    /// <summary>The last property on the way to the place, or the parameter; null for a component or what an operation leads to.</summary>
    public string? Member { get; init; }

    public Change Change(RuleTwins rules, string message, SchemaPlace? at = null) => Change(rules[Direction], message, at);

    public Change Change(Rule rule, string message, SchemaPlace? at = null)
        => new(rule, Label, message, at?.Pointer ?? (IsVariant ? After.Place.OwnPointer : After.Place.Pointer), Content) { Member = Member };

    /// <summary>
    /// What has to be equal for two changes to be one. Copies of an object are one; two strings are not, only because they are written alike: there what stands
    /// around counts, too.
    /// </summary>
    public string Content => Before.View.Properties.Count + After.View.Properties.Count > 0
        ? FindingList.FingerprintOf(Before.Place.Text, After.Place.Text)
        : FindingList.FingerprintOf(Around?.Content ?? "", Step(), Before.Place.Text, After.Place.Text);

    private string Step() => Around is null ? Label : Member ?? Label;

    private static bool HasOneType(SchemaView view) => !view.IsUnion && TypeParts.Of(view.Types).Count == 1;
}
