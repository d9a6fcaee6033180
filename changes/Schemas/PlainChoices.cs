using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>Puts the variants of a choice together that say nothing but types and values: a choice of two constants is an enum, whoever writes it.</summary>
internal static class PlainChoices
{
    // A date beside any string adds no value.
    private static List<SchemaVariant> WithoutCovered(List<SchemaVariant> variants)
    {
        JsonTypes open = variants.Where(static v => v.View.IsPlain && v.View.Values is null)
            .Aggregate(JsonTypes.None, static (types, v) => types | v.View.Types);
        return [.. variants.Where(v => v.View.IsPlain || (v.View.Types & ~open) != 0)];
    }

    public static List<SchemaVariant> Join(List<SchemaVariant> variants)
    {
        variants = WithoutCovered(variants);
        List<SchemaVariant> plain = [.. variants.Where(static v => v.View.IsPlain)];
        if (plain.Count < 2) return variants;
        List<SchemaVariant> joined = [.. variants.Where(static v => !v.View.IsPlain)];

        // Types that allow any value stand for their constants as well; constants of other types stay a variant of their own.
        JsonTypes open = plain.Where(static v => v.View.Values is null).Aggregate(JsonTypes.None, static (types, v) => types | v.View.Types);
        List<SchemaVariant> closed = [.. plain.Where(v => v.View.Values is not null && (v.View.Types & ~open) != 0)];
        Add(open, null, plain.Where(static v => v.View.Values is null));
        Add(closed.Aggregate(JsonTypes.None, static (types, v) => types | v.View.Types),
            [.. closed.SelectMany(static v => v.View.Values!).Distinct(StringComparer.Ordinal)], closed);
        return joined;

        void Add(JsonTypes types, IReadOnlyList<string>? values, IEnumerable<SchemaVariant> of)
        {
            if (types == JsonTypes.None) return;
            SchemaVariant first = of.First();
            joined.Add(first with { View = first.View with { Types = types, Values = TypeParts.Open(types, values) } });
        }
    }
}
