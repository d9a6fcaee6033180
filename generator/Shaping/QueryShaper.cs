using OpenCodeGen.Dialects;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Shapes query and header parameters, and shares one class between operations that take the same ones.</summary>
internal sealed class QueryShaper(TypeShaper types, Dialect dialect)
{
    // What the methods themselves have. Their other variables begin with an underscore, as no argument does.
    private static readonly string[] _ofMethods = ["body", "configure", "cancellationToken", "url", "configuration"];

    private readonly SortedDictionary<string, QueryDraft> _queries = new(StringComparer.Ordinal);

    public sealed record ParameterDraft(ApiParameter Source, TypeRef Type, ObjectDraft? DeepObject);

    public sealed record QueryDraft(List<ParameterDraft> Parameters, List<string> Operations);

    /// <summary>Shapes the parameters of an operation.</summary>
    /// <returns>The required ones, and the class with the others.</returns>
    public (List<ParameterDraft> Required, QueryDraft? Optional) Shape(ApiOperation operation)
    {
        List<ParameterDraft> all = operation.Parameters
            .Where(p => p.Place != ParameterPlace.Path)
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => Parameter(p, operation))
            .ToList();
        List<ParameterDraft> required = all.Where(p => p.Source.IsRequired && dialect.DefaultOf(p.Source.Name) is null && p.DeepObject is null).ToList();
        List<ParameterDraft> optional = all.Except(required).ToList();
        if (optional.Count == 0) return (required, null);
        string signature = string.Join(';', optional.Select(p => $"{p.Source.Place} {p.Source.Name} {p.Source.Style} {p.Source.Separator} {types.Forms.Signature(p.Source.Schema)}"));
        if (!_queries.TryGetValue(signature, out QueryDraft? known)) _queries.Add(signature, known = new QueryDraft(optional, []));
        known.Operations.Add(operation.Id);
        return (required, known);
    }

    /// <summary>Names the classes: as the lock says, else after their parameters when they are few and shared, else after their first operation.</summary>
    public Dictionary<QueryDraft, QueryType> Finish(TypeFinisher finisher, NameLock names)
    {
        const string section = "queries";
        var scope = new NameSpace(names, section, ReservedTypeNames.All);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var result = new Dictionary<QueryDraft, QueryType>();
        List<QueryDraft> ordered = _queries.Values.OrderBy(q => q.Operations.Min(StringComparer.Ordinal), StringComparer.Ordinal).ToList();
        var locked = ordered.ToDictionary(
            q => q, q => q.Operations.Order(StringComparer.Ordinal).Select(o => names.Find(section, o)).FirstOrDefault(n => n is not null && used.Add(n)));
        foreach (QueryDraft query in ordered)
        {
            string name = locked[query] ?? scope.Free(Natural(query));
            foreach (string operation in query.Operations) names.Set(section, operation, name);
            result.Add(query, new QueryType(name, Parameters(query.Parameters, finisher, name)));
        }

        return result;
    }

    private static string Natural(QueryDraft query)
    {
        bool isShared = query.Operations.Count > 1 && query.Parameters.Count <= 2;
        return isShared
            ? string.Concat(query.Parameters.Select(p => CSharpNames.Pascal(p.Source.Name))) + "Query"
            : CSharpNames.Pascal(query.Operations.Min(StringComparer.Ordinal)!) + "Query";
    }

    public IReadOnlyList<QueryParameter> Parameters(IReadOnlyList<ParameterDraft> drafts, TypeFinisher finisher, string owner)
    {
        // A header and a query parameter may have the same name.
        Dictionary<string, string> names = finisher.Members.OfModel(owner, drafts.Select(Key));
        var arguments = new HashSet<string>(_ofMethods, StringComparer.Ordinal);
        return drafts.Select(draft => new QueryParameter
        {
            WireName = draft.Source.Name,
            Name = names[Key(draft)],
            Argument = Argument(draft.Source.Name, arguments),
            Type = TypeFinisher.Finish(draft.Type),
            Style = draft.Source.Style,
            Separator = draft.Source.Separator,
            IsHeader = draft.Source.Place == ParameterPlace.Header,
            IsRequired = draft.Source.IsRequired,
            Default = draft.Source.Place == ParameterPlace.Query && draft.DeepObject is null ? dialect.DefaultOf(draft.Source.Name) : null,
            Members = draft.DeepObject is null ? [] : Members(draft, finisher),
            Summary = draft.Source.Description ?? draft.Source.Schema.Description,
        }).ToList();

        static string Key(ParameterDraft draft) => draft.Source.Place == ParameterPlace.Header ? draft.Source.Name + " header" : draft.Source.Name;
    }

    private static string Argument(string wireName, HashSet<string> taken)
    {
        string natural = CSharpNames.Camel(wireName);
        if (taken.Contains(natural)) natural += "Value";
        string name = natural;
        for (int number = 2; !taken.Add(name); number++) name = natural + number;
        return name;
    }

    private List<QueryParameter> Members(ParameterDraft draft, TypeFinisher finisher)
    {
        ObjectType type = finisher.Object(draft.DeepObject!);
        return type.Properties.Select(p => new QueryParameter
        {
            WireName = $"{draft.Source.Name}[{p.WireName}]",
            Name = p.Name,
            Type = p.Type,
            Style = ParameterStyle.Exploded,
            Default = dialect.DefaultOf(p.WireName),
        }).ToList();
    }

    private ParameterDraft Parameter(ApiParameter parameter, ApiOperation operation)
    {
        string path = $"{operation.Pointer}/parameters/{parameter.Place.ToString().ToLowerInvariant()}:{PointerText.Escape(parameter.Name)}";
        var place = new Place(path, parameter.Name, new NameContext(null, CSharpNames.Pascal(operation.Id) + CSharpNames.Pascal(parameter.Name)));
        if (parameter.Style == ParameterStyle.DeepObject)
        {
            // Deep objects share one class by their name, whichever operations take them.
            place = place with { Context = new NameContext(null, CSharpNames.Pascal(parameter.Name) + "Parameter") };
            if (types.Resolve(parameter.Schema, place) is DraftRef { Draft: ObjectDraft deep } reference && deep.Properties.TrueForAll(p => IsScalar(p.Type)))
                return new ParameterDraft(parameter, reference, deep);
            throw new SpecException(parameter.Pointer, $"the deepObject parameter '{parameter.Name}' is not an object of scalars.");
        }

        if (UnionShaper.IsBooleanLike(types.Forms, parameter.Schema)) return new ParameterDraft(parameter, new ScalarRef(Scalar.Boolean), null);
        if (parameter.Style == ParameterStyle.Json) return new ParameterDraft(parameter, types.Resolve(parameter.Schema, place), null);
        TypeRef type = Bare(types.Resolve(parameter.Schema, place));
        if (type is DraftRef { Draft: UnionDraft union })
            type = union.Cases.Exists(c => c.Type is ListRef) ? new ListRef(new ScalarRef(Scalar.String)) : new ScalarRef(Scalar.String);
        if (type is ScalarRef { Kind: Scalar.Element }) type = new ScalarRef(Scalar.String);
        if (type is ListRef { Item: { } item } && !IsScalar(item)) type = new ListRef(new ScalarRef(Scalar.String));
        return IsScalar(type) || type is ListRef
            ? new ParameterDraft(parameter, type, null)
            : throw new SpecException(parameter.Pointer, $"the parameter '{parameter.Name}' is an object; only style deepObject can carry one.");
    }

    private static TypeRef Bare(TypeRef type) => type is NullableRef nullable ? nullable.Inner : type;

    private static bool IsScalar(TypeRef type)
        => Bare(type) is ScalarRef { Kind: Scalar.String or Scalar.Int64 or Scalar.Double or Scalar.AnyDouble or Scalar.Boolean }
            or DraftRef { Draft: EnumDraft };
}
