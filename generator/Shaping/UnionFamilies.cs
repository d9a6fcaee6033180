using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Decides which union a model's class derives from, for a class has only one base.</summary>
internal static class UnionFamilies
{
    /// <summary>Makes unions with the same variants one, and nests a union inside a larger one that includes it.</summary>
    public static void Arrange(IReadOnlyList<UnionDraft> unions, NameLock names)
    {
        FindTwins(unions, names);
        IOrderedEnumerable<UnionDraft> largestFirst = unions.Where(u => u.Twin is null)
            .OrderByDescending(u => u.Objects.Count())
            .ThenBy(u => u.Component is null)
            .ThenBy(u => u.FirstPlace, StringComparer.Ordinal);
        foreach (UnionDraft union in largestFirst) Join(union);
    }

    private static void FindTwins(IReadOnlyList<UnionDraft> unions, NameLock names)
    {
        var byVariants = new Dictionary<string, UnionDraft>(StringComparer.Ordinal);
        foreach (UnionDraft union in unions.OrderBy(u => u.Component is null).ThenBy(u => u.FirstPlace, StringComparer.Ordinal))
        {
            if (union.Cases.TrueForAll(c => c.Type is DraftRef { Draft: ObjectDraft }))
            {
                string variants = string.Join('\n', union.Objects.Select(o => o.FirstPlace).Order(StringComparer.Ordinal));
                bool hasOwnName = names.Find("types", union.FirstPlace) is not null;
                if (!byVariants.TryAdd(variants, union) && !hasOwnName) union.Twin = byVariants[variants];
            }
        }
    }

    private static void Join(UnionDraft union)
    {
        List<ObjectDraft> variants = union.Objects.ToList();
        if (variants.Count == 0) return;
        UnionDraft? larger = variants[0].Union;
        bool isInside = larger is not null && union.Cases.Count == variants.Count && variants.TrueForAll(v => v.Union == larger);
        if (isInside) union.Union = larger;
        foreach (ObjectDraft variant in variants)
        {
            // A variant that already belongs to an unrelated union is wrapped instead.
            if (isInside || variant.Union is null) variant.Union = union;
        }
    }
}
