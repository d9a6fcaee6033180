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

    public Change Change(RuleTwins rules, string message, SchemaPlace? at = null) => Change(rules[Direction], message, at);

    public Change Change(Rule rule, string message, SchemaPlace? at = null)
        => new(rule, Label, message, (at ?? After.Place).Pointer, Content) { Member = MemberName };

    // Copies of an object are one; two strings are not, only because they are written alike. There what stands around counts, too.
    private string Content => Before.View.Properties.Count + After.View.Properties.Count > 0
        ? FindingList.FingerprintOf(Before.Place.Text, After.Place.Text)
        : FindingList.FingerprintOf(Around?.Content ?? "", Step(), Before.Place.Text, After.Place.Text);

    private string Step() => Around is null ? Label : MemberName ?? Label;

    // The last property on the way to the place, or the parameter.
    private string? MemberName
    {
        get
        {
            if (IsParameter) return Label[(Label.LastIndexOf(' ') + 1)..];
            string way = Label.Split(" (")[0].TrimEnd('[', ']', '{', '}');
            return way.LastIndexOf('.') is > 0 and int dot ? way[(dot + 1)..] : null;
        }
    }
}
