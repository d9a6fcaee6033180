namespace OpenCodeGen.Shaping;

/// <summary>Which types of equal shape may be one, and which of them gives it its name.</summary>
internal sealed class EqualityRules
{
    private readonly NameLock _names;
    private readonly CuratedNames _curated;
    private readonly Dictionary<Draft, HashSet<UnionDraft>> _unions;
    private readonly Dictionary<Draft, HashSet<UnionDraft>> _errorSets;
    private readonly Dictionary<Draft, string> _natural = [];

    public EqualityRules(IEnumerable<UnionDraft> unions, IEnumerable<UnionDraft> errorSets, NameLock names, CuratedNames curated)
    {
        _names = names;
        _curated = curated;
        _unions = ByVariant(unions);
        _errorSets = ByVariant(errorSets);
    }

    /// <summary>The name that a person gave to the type.</summary>
    public string? Curated(Draft draft) => _curated.Type(draft);

    /// <summary>The unions that a type is a variant of.</summary>
    public IReadOnlyCollection<UnionDraft> Unions(Draft draft) => _unions.GetValueOrDefault(draft, []);

    /// <summary>Sorts by the claim to the name: a component, a curated name, the shortest one.</summary>
    public IEnumerable<Draft> Order(IEnumerable<Draft> drafts)
        => drafts.OrderBy(d => d.Component is null)
            .ThenBy(d => _curated.Type(d) is null)
            .ThenBy(d => Natural(d).Length)
            .ThenBy(Natural, StringComparer.Ordinal)
            .ThenBy(d => d.FirstPlace, StringComparer.Ordinal);

    /// <summary>Whether two types of equal shape may be one.</summary>
    /// <param name="one">A type.</param>
    /// <param name="other">Another one.</param>
    /// <param name="classOf">A number that equal unions share.</param>
    public bool MayBeOne(Draft one, Draft other, Func<UnionDraft, int> classOf)
        => Agree(Locked(one), Locked(other)) && Agree(_curated.Type(one), _curated.Type(other)) && Agree(one.Summary, other.Summary)
            && (one is not ObjectDraft first || other is not ObjectDraft second || Agree(first, second))
            && FitTogether(one, other, classOf);

    private static Dictionary<Draft, HashSet<UnionDraft>> ByVariant(IEnumerable<UnionDraft> unions)
        => unions.SelectMany(u => u.Objects.Select(variant => (Variant: (Draft)variant, Union: u)))
            .GroupBy(p => p.Variant)
            .ToDictionary(g => g.Key, g => g.Select(p => p.Union).ToHashSet());

    private static bool Agree(ObjectDraft one, ObjectDraft other) => one.Properties.Zip(other.Properties).All(p => Agree(p.First.Summary, p.Second.Summary));

    private static bool Agree(string? one, string? other) => string.IsNullOrWhiteSpace(one) || string.IsNullOrWhiteSpace(other) || one.Trim() == other.Trim();

    // A union tells its variants apart, and a class has one base: variants of one union stay two, and so do variants of different ones.
    private bool FitTogether(Draft one, Draft other, Func<UnionDraft, int> classOf)
    {
        IReadOnlyCollection<UnionDraft> first = Unions(one);
        IReadOnlyCollection<UnionDraft> second = Unions(other);
        return !first.Any(second.Contains)
            && (first.Count == 0 || second.Count == 0 || first.Select(classOf).ToHashSet().SetEquals(second.Select(classOf)))
            && !_errorSets.GetValueOrDefault(one, []).Overlaps(_errorSets.GetValueOrDefault(other, []));
    }

    private string? Locked(Draft draft) => draft.Places.Keys.Select(p => _names.Find("types", p)).FirstOrDefault(n => n is not null);

    /// <summary>What the type would be called if there were neither a lock nor others: the same in every run.</summary>
    private string Natural(Draft draft)
    {
        if (_natural.TryGetValue(draft, out string? known)) return known;
        NameContext context = draft.Places[draft.FirstPlace];
        _natural[draft] = context.Suffix; // What contains itself ends here.
        string name = _curated.Type(draft) ?? (context.Owner is { } owner ? Natural(owner) : "") + context.Suffix;
        return _natural[draft] = name;
    }
}
