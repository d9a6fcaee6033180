using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Pairs;

/// <summary>What programs tell the variants of a choice apart by: constants of their objects. One that all variants share tells nothing.</summary>
internal sealed class VariantTags
{
    private readonly HashSet<string> _shared;

    private VariantTags(HashSet<string> shared) => _shared = shared;

    public static VariantTags Of(SchemaSide before, SchemaSide after)
    {
        List<HashSet<string>> shared = [.. new[] { before, after }.Where(static s => s.Variants.Count > 1).Select(SharedOf)];
        return new VariantTags(shared.Count == 0 ? [] : [.. shared.Aggregate(static (a, b) => [.. a.Intersect(b, StringComparer.Ordinal)])]);
    }

    /// <summary>The constants of a variant; null for none.</summary>
    public string? Of(SchemaVariant variant, SchemaViews views)
    {
        string tag = string.Join(", ", ConstantsOf(variant, views).Where(c => !_shared.Contains(c)));
        return tag.Length > 0 ? tag : null;
    }

    private static HashSet<string> SharedOf(SchemaSide side)
        => [.. side.Variants.Select(v => ConstantsOf(v, side.Views)).Aggregate(static (a, b) => a.Intersect(b, StringComparer.Ordinal))];

    private static IEnumerable<string> ConstantsOf(SchemaVariant variant, SchemaViews views) => variant.View.Properties
        .Where(p => variant.View.Required.Contains(p.Key)).OrderBy(static p => p.Key, StringComparer.Ordinal)
        .Select(p => (p.Key, views.Of(p.Value).Values)).Where(static p => p.Values is [not ['{' or '[', ..]]).Select(static p => $"{p.Key}: {p.Values![0]}");
}
