using OpenCodeGen.Dialects;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>
/// Makes objects of equal shape one type. Equal are members, optionality, and what both document. Types stay apart that the lock
/// or a person gave different names: a public type would vanish.
/// </summary>
internal sealed class EqualShapes
{
    /// <summary>Smaller objects are equal by chance; they follow when what holds them is one type, or when a person says so.</summary>
    private const int FewestMembers = 3;

    private readonly IReadOnlyList<Draft> _drafts;
    private readonly EqualityRules _rules;
    private readonly Dialect _dialect;
    private Dictionary<Draft, int> _classes;

    private EqualShapes(IReadOnlyList<Draft> drafts, EqualityRules rules, Dialect dialect)
    {
        _dialect = dialect;
        _drafts = drafts;
        _rules = rules;
        _classes = drafts.ToDictionary(d => d, static _ => 0);
    }

    /// <summary>Lets one type stand for each group of equal ones.</summary>
    public static void Unite(IReadOnlyList<Draft> drafts, IEnumerable<UnionDraft> errorSets, NameLock names, CuratedNames curated, Dialect dialect)
    {
        var rules = new EqualityRules(drafts.OfType<UnionDraft>(), errorSets, names, curated);
        var shapes = new EqualShapes(drafts, rules, dialect);
        shapes.Divide();
        foreach (List<Draft> group in shapes.Groups())
        {
            foreach (Draft other in group.Skip(1)) group[0].StandFor(other);
        }
    }

    /// <summary>Begins with everything equal and divides what differs, until nothing does: so types that contain themselves can be equal, too.</summary>
    private void Divide()
    {
        int count;
        do
        {
            count = Classes();
            Renumber(d => $"{_classes[d]} {Describe(d)}");
            if (Classes() == count) Renumber(Compatible());
        }
        while (Classes() > count);
    }

    private int Classes() => _classes.Values.Distinct().Count();

    private void Renumber(Func<Draft, string> describe)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var next = new Dictionary<Draft, int>();
        foreach (Draft draft in _drafts)
        {
            string description = describe(draft);
            if (!numbers.TryGetValue(description, out int number)) numbers.Add(description, number = numbers.Count);
            next.Add(draft, number);
        }

        _classes = next;
    }

    /// <summary>Within a class, whoever may not share a type with those before it begins another one.</summary>
    private Func<Draft, string> Compatible()
    {
        var names = new Dictionary<Draft, string>();
        foreach (IGrouping<int, Draft> members in _drafts.GroupBy(d => _classes[d]))
        {
            var groups = new List<List<Draft>>();
            foreach (Draft draft in _rules.Order(members))
            {
                List<Draft>? group = groups.Find(g => g.TrueForAll(other => _rules.MayBeOne(draft, other, u => _classes[u])));
                if (group is null) groups.Add(group = []);
                group.Add(draft);
                names.Add(draft, $"{members.Key} {groups.IndexOf(group)}");
            }
        }

        return draft => names[draft];
    }

    private string Describe(Draft draft) => draft switch
    {
        ObjectDraft model => $"object {string.Concat(model.Properties.Select(p => Describe(p, model.Role)))} {Describe(model.Additional)} {model.AllowsAny}",
        EnumDraft values => $"enum {values.IsClosed} {string.Join('\n', values.Values)}",
        UnionDraft union => $"union {Describe(union.Discriminator)} {Sorted(union.Cases.Select(c => $"{c.Token} {Describe(c.Type)}"))}",
        _ => draft.FirstPlace,
    };

    private string Describe(PropertyDraft property, string holder)
        => $"{{{property.WireName}\n{_dialect.IsEpochMilliseconds(holder, property.WireName)} {property.IsRequired} {property.IsDeprecated} {property.Boolean} {property.Constant is null} {property.Constant}\n"
            + $"{Describe(property.Type)}}}";

    private static string Describe(Discriminator? discriminator)
        => discriminator is null ? "" : $"{discriminator.Property} {Sorted(discriminator.Mapping.Select(m => $"{m.Key} {m.Value}"))}";

    private static string Sorted(IEnumerable<string> texts) => string.Join('\n', texts.Order(StringComparer.Ordinal));

    private string Describe(TypeRef? type) => type switch
    {
        null => "",
        DraftRef reference => $"@{_classes[reference.Draft]}",
        ListRef list => $"[{Describe(list.Item)}]",
        MapRef map => $"<{Describe(map.Value)}>",
        NullableRef nullable => $"?{Describe(nullable.Inner)}",
        ScalarRef scalar => scalar.Kind.ToString(),
        _ => throw new NotSupportedException($"{type} has no shape."),
    };

    /// <summary>The types that become one: large ones of a class, and what stands at the same place inside of them. The first gives the name.</summary>
    private List<List<Draft>> Groups()
    {
        var groups = new UnitedDrafts();
        foreach (IGrouping<object, ObjectDraft> members in _drafts.OfType<ObjectDraft>().GroupBy(Candidates))
        {
            foreach (ObjectDraft draft in members.Skip(1)) Unite(members.First(), draft);
        }

        return _drafts.GroupBy(groups.Of).Where(static g => g.Skip(1).Any()).Select(g => _rules.Order(g).ToList()).ToList();

        void Unite(Draft one, Draft other)
        {
            if (!groups.Unite(one, other)) return;
            foreach ((TypeRef first, TypeRef second) in Inside(one, other))
                UniteTypes(first, second);

            // Variants of two unions bring the unions along, or one of these would have to wrap them.
            foreach (UnionDraft first in _rules.Unions(one))
            {
                foreach (UnionDraft second in _rules.Unions(other).Where(u => _classes[u] == _classes[first])) Unite(first, second);
            }
        }

        void UniteTypes(TypeRef one, TypeRef other)
        {
            switch (one, other)
            {
                case (DraftRef first, DraftRef second):
                    Unite(first.Draft, second.Draft);
                    break;
                case (ListRef first, ListRef second):
                    UniteTypes(first.Item, second.Item);
                    break;
                case (MapRef first, MapRef second):
                    UniteTypes(first.Value, second.Value);
                    break;
                case (NullableRef first, NullableRef second):
                    UniteTypes(first.Inner, second.Inner);
                    break;
            }
        }
    }

    /// <summary>What objects have in common that become one type; a small one is alone, unless a person gave others of its shape the same name.</summary>
    private object Candidates(ObjectDraft draft)
        => draft.Properties.Count >= FewestMembers ? _classes[draft] : _rules.Curated(draft) is { } name ? (_classes[draft], name) : draft;

    private IEnumerable<(TypeRef One, TypeRef Other)> Inside(Draft one, Draft other) => (one, other) switch
    {
        (ObjectDraft first, ObjectDraft second) => first.Properties.Select(p => p.Type).Append(first.Additional ?? new ScalarRef(Scalar.Element))
            .Zip(second.Properties.Select(p => p.Type).Append(second.Additional ?? new ScalarRef(Scalar.Element))),
        (UnionDraft first, UnionDraft second) => Sorted(first).Zip(Sorted(second)),
        _ => [],
    };

    // The order of a choice has no meaning.
    private IEnumerable<TypeRef> Sorted(UnionDraft union) => union.Cases.Select(c => c.Type).OrderBy(Describe, StringComparer.Ordinal);
}
