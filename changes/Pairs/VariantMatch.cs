using OpenCodeGen.Changes.Schemas;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Pairs;

/// <summary>Which variant of a choice is which in another version of it.</summary>
internal sealed class VariantMatch
{
    // Two objects without a tag are versions of one if half of their properties have the same names.
    private const double Similar = 0.5;

    private readonly VariantTags _tags;

    private VariantMatch(List<(SchemaVariant Before, SchemaVariant After)> pairs, List<SchemaVariant> removed, List<SchemaVariant> added, VariantTags tags)
        => (Pairs, Removed, Added, _tags) = (pairs, removed, added, tags);

    public IReadOnlyList<(SchemaVariant Before, SchemaVariant After)> Pairs { get; }

    public IReadOnlyList<SchemaVariant> Removed { get; }

    public IReadOnlyList<SchemaVariant> Added { get; }

    public static VariantMatch Of(SchemaSide before, SchemaSide after)
    {
        List<SchemaVariant> old = [.. before.Variants.SelectMany(TypeParts.Split)];
        List<SchemaVariant> young = [.. after.Variants.SelectMany(TypeParts.Split)];
        List<(SchemaVariant, SchemaVariant)> pairs = [];
        var tags = VariantTags.Of(before, after);
        Take((b, a) => tags.Of(b, before.Views) is { } tag && tag == tags.Of(a, after.Views));
        Take(static (b, a) => b.Tags.Intersect(a.Tags, StringComparer.Ordinal).Any());
        Take((b, a) => before.Views.ComponentOf(b.Place) is { } component && component == after.Views.ComponentOf(a.Place) && HaveCommonType(b, a));
        Take(static (b, a) => b.Place.Text == a.Place.Text);
        Take(static (b, a) => b.View.Types == a.View.Types && (b.View.Types & JsonTypes.Object) == 0 && b.View.Format == a.View.Format);
        Take(static (b, a) => b.View.Types == a.View.Types && (b.View.Types & JsonTypes.Object) == 0);
        foreach (double least in new[] { 1, Similar })
            Take((b, a) => HaveCommonType(b, a) && tags.Of(b, before.Views) is null && tags.Of(a, after.Views) is null && Similarity(b, a) >= least);
        if (old.Count == 1 && young.Count == 1) Take(HaveCommonType);
        return new VariantMatch(pairs, old, young, tags);

        void Take(Func<SchemaVariant, SchemaVariant, bool> areSame)
        {
            foreach (SchemaVariant candidate in old.ToList())
            {
                if (young.Find(y => areSame(candidate, y)) is not { } found) continue;
                pairs.Add((candidate, found));
                old.Remove(candidate);
                young.Remove(found);
            }
        }
    }

    /// <summary>What people call a variant: its component, its tag, or its type.</summary>
    public string NameOf(SchemaVariant variant, SchemaViews views)
        => views.ComponentOf(variant.Place) ?? _tags.Of(variant, views) ?? variant.View.Format ?? TypeText.Of(variant.View);

    private static bool HaveCommonType(SchemaVariant before, SchemaVariant after) => (before.View.Types & after.View.Types) != JsonTypes.None;

    private static double Similarity(SchemaVariant before, SchemaVariant after)
    {
        int all = before.View.Properties.Keys.Union(after.View.Properties.Keys, StringComparer.Ordinal).Count();
        return all == 0 ? 1 : (double)before.View.Properties.Keys.Intersect(after.View.Properties.Keys, StringComparer.Ordinal).Count() / all;
    }
}
