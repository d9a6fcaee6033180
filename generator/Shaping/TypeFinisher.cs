using OpenCodeGen.Dialects;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Turns named drafts into the final, immutable types.</summary>
internal sealed class TypeFinisher(TypeNamer namer, MemberNames members, Dialect dialect)
{
    public MemberNames Members => members;

    private readonly Dictionary<UnionDraft, Decision?> _decisions = [];
    private readonly Dictionary<UnionDraft, string?> _tags = [];

    public static TypeRef Finish(TypeRef type) => type switch
    {
        DraftRef { Draft: ObjectDraft draft } => new NamedRef(draft.FinalName, NamedKind.Object),
        DraftRef { Draft: EnumDraft draft } => new NamedRef(draft.FinalName, NamedKind.Enum),
        DraftRef { Draft: UnionDraft draft } => new NamedRef((draft.Twin ?? draft).FinalName, NamedKind.Union),
        ListRef list => new ListRef(Finish(list.Item)),
        MapRef map => new MapRef(Finish(map.Value)),
        NullableRef nullable => new NullableRef(Finish(nullable.Inner)),
        _ => type,
    };

    public EnumType Enum(EnumDraft draft)
    {
        Dictionary<string, string> names = members.OfEnum(draft.FinalName, draft.Values);
        return new EnumType(draft.FinalName, draft.FirstPlace, draft.Summary, draft.Values.Select(v => new EnumValue(v, names[v])).ToList());
    }

    public UnionType Union(UnionDraft draft)
    {
        List<UnionCase> cases = draft.Cases.Select(c => new UnionCase
        {
            Type = Finish(c.Type),
            Token = c.Token,
            WrapperName = c.Type is DraftRef { Draft: ObjectDraft variant } && DerivesFrom(variant, draft) ? null : WrapperName(c),
        }).ToList();
        return new UnionType
        {
            Name = draft.FinalName,
            Place = draft.FirstPlace,
            Summary = draft.Summary,
            Union = draft.Union?.FinalName,
            Cases = cases,
            Objects = Decision(draft),
            Tag = Tag(draft),
            UnknownName = namer.Companion(draft.FirstPlace + "#unknown", "Unknown" + draft.FinalName),
        };
    }

    public ObjectType Object(ObjectDraft draft)
    {
        Dictionary<string, string> names = members.OfModel(draft.FinalName, draft.Properties.Select(p => p.WireName));
        string? tag = draft.Union is { } union ? TagWireName(union) : null;
        return new ObjectType
        {
            Name = draft.FinalName,
            Place = draft.FirstPlace,
            Summary = draft.Summary,
            Union = draft.Union?.FinalName,
            Additional = draft.Additional is null ? null : Finish(draft.Additional),
            AllowsAny = draft.AllowsAny,
            Properties = draft.Properties.Select(p => new ModelProperty
            {
                WireName = p.WireName,
                Name = p.WireName == tag ? CSharpNames.Pascal(tag) : names[p.WireName],
                Type = Finish(p.Type),
                IsRequired = p.IsRequired && !IsEndless(draft, p),
                Constant = p.Constant,
                Boolean = p.Boolean,
                ImplementsTag = p.WireName == tag,
                TimeName = TimeName(draft, p, names),
                Summary = p.Summary,
                IsDeprecated = p.IsDeprecated,
            }).ToList(),
        };
    }

    public static bool DerivesFrom(ObjectDraft variant, UnionDraft union)
    {
        for (UnionDraft? current = variant.Union; current is not null; current = current.Union)
        {
            if (current == union) return true;
        }

        return false;
    }

    private Decision? Decision(UnionDraft draft)
    {
        if (!_decisions.TryGetValue(draft, out Decision? decision))
            _decisions.Add(draft, decision = UnionDecisions.Build(draft.Cases.Select(c => c.Type).ToList(), draft.Discriminator));
        return decision;
    }

    private UnionTag? Tag(UnionDraft draft)
        => TagWireName(draft) is { } wire
            ? new UnionTag(wire, CSharpNames.Pascal(wire), draft.Union is { } larger && TagWireName(larger) == wire)
            : null;

    /// <summary>The tag that the union's class declares: every variant derives from it and fixes the property to one text.</summary>
    private string? TagWireName(UnionDraft draft)
    {
        if (!_tags.TryGetValue(draft, out string? tag)) _tags.Add(draft, tag = FindTag(draft));
        return tag;
    }

    private string? FindTag(UnionDraft draft)
    {
        if (draft.Union is { } larger && TagWireName(larger) is { } inherited) return inherited;
        return UnionDecisions.TagOf(Decision(draft)) is { } tag && CSharpNames.Pascal(tag) != draft.FinalName
            && MemberNames.IsFreeInUnion(CSharpNames.Pascal(tag)) && draft.Cases.TrueForAll(c => Fixes(c, tag)) ? tag : null;

        bool Fixes(CaseDraft variant, string property)
            => variant.Type is DraftRef { Draft: ObjectDraft model }
                && DerivesFrom(model, draft)
                && CSharpNames.Pascal(property) != model.FinalName
                && model.Properties.Exists(p => p.WireName == property && p.Constant is not null)
                && model.Properties.Count(p => CSharpNames.Pascal(p.WireName) == CSharpNames.Pascal(property)) == 1;
    }

    private static string WrapperName(CaseDraft draft) => draft.Type switch
    {
        DraftRef { Draft: { } named } => named.FinalName + "Case",
        _ => draft.Token switch
        {
            JsonTypes.String => "TextCase",
            JsonTypes.Number => "NumberCase",
            JsonTypes.Boolean => "BooleanCase",
            JsonTypes.Array => "ListCase",
            _ => "MapCase",
        },
    };

    // A model that requires itself has no finite value; the property that closes the circle counts as optional.
    private static bool IsEndless(ObjectDraft draft, PropertyDraft property)
        => property.Type is DraftRef { Draft: ObjectDraft next } && Requires(next, draft, []);

    private static bool Requires(ObjectDraft from, ObjectDraft target, HashSet<ObjectDraft> visited)
        => from == target || (visited.Add(from)
            && from.Properties.Exists(p => p.IsRequired && p.Type is DraftRef { Draft: ObjectDraft next } && Requires(next, target, visited)));

    private string? TimeName(ObjectDraft draft, PropertyDraft property, Dictionary<string, string> names)
    {
        TypeRef type = property.Type is NullableRef nullable ? nullable.Inner : property.Type;
        bool isNumber = type is ScalarRef { Kind: Scalar.Double or Scalar.Int64 or Scalar.AnyDouble };
        bool isText = type is ScalarRef { Kind: Scalar.String } && property.IsDateTime;
        bool isTime = dialect.IsEpochMilliseconds(draft.Role, property.WireName);
        string name = CSharpNames.Pascal(property.WireName) + "At";
        return (isNumber || isText) && isTime && !names.ContainsValue(name) && name != draft.FinalName ? name : null;
    }
}
