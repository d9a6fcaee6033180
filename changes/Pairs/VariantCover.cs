using OpenCodeGen.Changes.Schemas;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Pairs;

/// <summary>Tells whether a choice allowed a variant already, because another one of its variants allows all objects, or all lists.</summary>
internal static class VariantCover
{
    public static bool IsCovered(SchemaVariant variant, SchemaSide side)
        => side.Variants.Any(v => AllowsAll(v.View) && (variant.View.Types & ~v.View.Types) == JsonTypes.None);

    private static bool AllowsAll(SchemaView view)
        => view.Types != JsonTypes.None && !view.IsUnion && view.Values is null && view.Format is null && view.Encoding is null
        && view.Patterns.Count + view.Limits.Count + view.Others.Count + view.Behind.Count == 0
        && view.Required.Count + view.Properties.Count + view.FirstItems.Count == 0
        && !view.IsClosed && !view.IsUnique && view.Additional is null && view.Items is null;
}
