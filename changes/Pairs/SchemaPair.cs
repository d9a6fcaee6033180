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

    /// <summary>Whether the value is written as text, as in an address or a form, and not as JSON: there a number is a text like any other.</summary>
    public bool IsText { get; init; }

    /// <summary>What it is a part of; null where an operation leads to it.</summary>
    public SchemaPair? Around { get; init; }

    public string Key => $"{Direction} {Before.Place.Key} {After.Place.Key}{(IsVariant ? " variant" : "")}{(IsParameter ? " parameter" : "")}{(IsText ? " text" : "")}";

    public VariantMatch Variants => _variants.Value;

    public bool IsChoice => Before.View.IsUnion || After.View.IsUnion;

    /// <summary>Whether both allow something that can be compared further: a type in common, and not everything on one side only.</summary>
    public bool IsComparable => (Before.View.Types & After.View.Types) != JsonTypes.None
        && (Before.View.Types == SchemaView.AllTypes) == (After.View.Types == SchemaView.AllTypes);

    /// <summary>The <c>if</c> of both, where it is the same one, so that what holds then and else can be compared; null for none.</summary>
    public (Condition Before, Condition After)? SameCondition
        => Before.View.Others.GetValueOrDefault("if") is [var old] && After.View.Others.GetValueOrDefault("if") is [var young]
            && Before.Views.TextOf([WithoutOutcome(old)]) == After.Views.TextOf([WithoutOutcome(young)]) ? (old, young) : null;

    /// <summary>Whether the old one promised one type of JSON, and was no choice.</summary>
    public bool HasOneTypeBefore => HasOneType(Before.View) && (!IsVariant || Around!.HasOneTypeBefore);

    /// <summary>Whether the new one promises one type of JSON, and is no choice.</summary>
    public bool HasOneTypeAfter => HasOneType(After.View) && (!IsVariant || Around!.HasOneTypeAfter);

    /// <summary>The last property on the way to the place, or the parameter; null for a component or what an operation leads to.</summary>
    public string? Member { get; init; }

    public Change Change(RuleTwins rules, string message, SchemaPlace? at = null) => Change(rules[Direction], message, at);

    public Change Change(Rule rule, string message, SchemaPlace? at = null)
    {
        string pointer = at?.Pointer ?? (IsVariant ? After.Place.OwnPointer : After.Place.Pointer);
        string? origin = at is null ? null : BaseOf(pointer);
        return new Change(rule, origin ?? Label, message, pointer, origin is null ? Content : pointer) { Member = Member };
    }

    /// <summary>
    /// What has to be equal for two changes to be one. Copies of an object are one; two strings are not, only because they are written alike: there what stands
    /// around counts, too.
    /// </summary>
    public string Content => Before.View.Properties.Count + After.View.Properties.Count > 0
        ? FindingList.FingerprintOf(Before.Place.Text, After.Place.Text)
        : FindingList.FingerprintOf(Around?.Content ?? "", Step(), Before.Place.Text, After.Place.Text);

    // What several components extend is one: the component that the property stands in, where neither version is that component itself.
    private string? BaseOf(string pointer)
    {
        if (After.Views.ComponentOf(After.Place) is not { } component || component != Label) return null;
        string[] way = pointer.Split('/');
        if (way is not ["#", "components", "schemas", var name, "properties", _]) return null;
        name = PointerText.Unescape(name);
        return Before.Views.ComponentOf(Before.Place) is not { } old || name == component || name == old ? null : name;
    }

    private string Step() => Around is null ? Label : Member ?? Label;

    private static Condition WithoutOutcome(Condition condition) => condition with { Then = null, Else = null };

    private static bool HasOneType(SchemaView view) => !view.IsUnion && TypeParts.Of(view.Types).Count == 1;
}
