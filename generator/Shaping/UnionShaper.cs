using OpenCodeGen.Dialects;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Decides what a choice between schemas becomes: a scalar, an open enum, something nullable, or a union.</summary>
internal sealed class UnionShaper(TypeShaper types, SchemaForms forms, Dialect dialect)
{
    private static readonly string[] _specialNumbers = ["-Infinity", "Infinity", "NaN"];

    /// <summary>Whether a choice is between true and false in their two spellings, as query parameters have it.</summary>
    public static bool IsBooleanLike(SchemaForms forms, Schema schema)
    {
        IReadOnlyList<Schema> alternatives = forms.Target(schema).Alternatives;
        return alternatives.Count > 1
            && alternatives.Any(a => forms.Target(a).Types == JsonTypes.Boolean)
            && alternatives.Select(forms.Target)
                .All(a => a.Types == JsonTypes.Boolean || (a.Types == JsonTypes.String && a.Values.Count > 0 && a.Values.All(v => v is "true" or "false")));
    }

    public TypeRef Resolve(Schema schema, Place place, string? component)
    {
        var members = new List<Schema>();
        Flatten(schema, members, []);
        bool isNullable = schema.Types.HasFlag(JsonTypes.Null)
            || members.Exists(m => forms.Target(m).Types == JsonTypes.Null || forms.Target(m).Types.HasFlag(JsonTypes.Null));
        members.RemoveAll(m => forms.Target(m).Types == JsonTypes.Null);
        TypeRef type = Choose(schema, members, place, component);
        return isNullable && type is not (NullableRef or ScalarRef { Kind: Scalar.Element }) ? new NullableRef(type) : type;
    }

    /// <summary>Choices inside a choice are one choice.</summary>
    private void Flatten(Schema schema, List<Schema> members, HashSet<string> visited)
    {
        foreach (Schema alternative in schema.Alternatives)
        {
            Schema member = forms.Normalize(alternative);
            if (member.Reference is { } name && !visited.Add(name)) continue;
            Schema target = forms.Target(member);
            if (target.IsNever) continue;
            if (target.Alternatives.Count > 0) Flatten(target, members, visited);
            else if (member.Reference is not null || !members.Exists(m => m.Reference is null && forms.Signature(m) == forms.Signature(member)))
                members.Add(member);
        }
    }

    private TypeRef Choose(Schema schema, List<Schema> members, Place place, string? component)
    {
        List<Schema> texts = Of(members, JsonTypes.String);
        List<Schema> numbers = Of(members, JsonTypes.Integer | JsonTypes.Number);
        List<Schema> booleans = Of(members, JsonTypes.Boolean);
        List<Schema> arrays = Of(members, JsonTypes.Array);
        List<Schema> objects = Of(members, JsonTypes.Object);
        if (texts.Count + numbers.Count + booleans.Count + arrays.Count + objects.Count < members.Count || members.Count == 0)
            return new ScalarRef(Scalar.Element);
        Scalar number = numbers.Exists(n => forms.Target(n).Types.HasFlag(JsonTypes.Number)) ? Scalar.Double : Scalar.Int64;
        bool onlyTextsAndNumbers = booleans.Count + arrays.Count + objects.Count == 0;
        if (onlyTextsAndNumbers && numbers.Count > 0 && texts.Count > 0
            && texts.TrueForAll(t => forms.Target(t) is { Values.Count: > 0 } v && v.Values.All(_specialNumbers.Contains)))
        {
            return new ScalarRef(Scalar.AnyDouble);
        }

        if (dialect.HasNumbersOrFalse && members.Count == numbers.Count + booleans.Count && numbers.Count > 0 && number == Scalar.Int64 && booleans.Count > 0
            && booleans.TrueForAll(t => forms.Target(t).Values is ["false"] or ["False"]))
        {
            return new ScalarRef(Scalar.IntegerOrFalse);
        }

        bool isMixed = new[] { texts.Count, numbers.Count, booleans.Count, arrays.Count, objects.Count }.Count(c => c > 0) > 1;
        var cases = new List<CaseDraft>();
        if (texts.Count > 0)
            cases.Add(new CaseDraft(isMixed ? Texts(schema, texts, Keyword(place), null) : Texts(schema, texts, place, component), JsonTypes.String));
        if (numbers.Count > 0) cases.Add(new CaseDraft(new ScalarRef(number), JsonTypes.Number));
        if (booleans.Count > 0) cases.Add(new CaseDraft(new ScalarRef(Scalar.Boolean), JsonTypes.Boolean));
        if (cases.Count + arrays.Count + objects.Count == 1 && arrays.Count == 0 && objects.Count == 0) return cases[0].Type;
        if (members.Count == 1) return types.Resolve(members[0], place, component);
        return Union(schema, cases, arrays, objects, place, component);
    }

    private List<Schema> Of(List<Schema> members, JsonTypes kinds)
        => members.Where(m => (forms.Target(m).Types & ~JsonTypes.Null) is var type && type != JsonTypes.None && (type & kinds) == type).ToList();

    private TypeRef Texts(Schema schema, List<Schema> texts, Place place, string? component)
    {
        List<string> values = texts.SelectMany(t => forms.Target(t).Values).ToList();
        if (values.Count == 0) return new ScalarRef(Scalar.String);
        bool isClosed = texts.TrueForAll(t => forms.Target(t).Values.Count > 0);
        List<Schema> named = texts.Where(t => t.Reference is not null).ToList();
        return component is null && named.Count == 1 && texts.TrueForAll(t => t.Reference is not null || t.Values.Count == 0)
            ? types.Resolve(named[0], place)
            : types.Enum(values, isClosed, schema, place, component);
    }

    private TypeRef Union(Schema schema, List<CaseDraft> scalars, List<Schema> arrays, List<Schema> objects, Place place, string? component)
    {
        string key = types.SharingKey($"union {place.Role} {forms.Signature(schema)}", place, component);
        var known = component is null ? (UnionDraft?)types.Shared(key) : null;
        bool isNew = known is null;
        UnionDraft union =
            known ?? new UnionDraft { Discriminator = schema.Discriminator, Component = component, Role = place.Role, Summary = schema.Description };
        union.Places.TryAdd(place.Path, place.Context);
        if (isNew) types.Add(union, component is null ? key : null);
        if (component is not null) types.Announce(component, union);

        // Places of variants hang off the union, so that their names begin with its name.
        var inside = new Place(place.Path, place.Role, new NameContext(union, ""));
        List<CaseDraft> cases = [.. scalars];
        if (arrays.Count == 1) cases.Add(new CaseDraft(Bare(types.Resolve(arrays[0], inside.Alternative(forms.Target(arrays[0]), 0))), JsonTypes.Array));
        else if (arrays.Count > 1) cases.Add(new CaseDraft(new ListRef(MergedItems(arrays, inside)), JsonTypes.Array));
        for (int i = 0; i < objects.Count; i++)
        {
            TypeRef type = Bare(types.Resolve(objects[i], inside.Alternative(forms.Target(objects[i]), i)));
            if (!cases.Exists(c => c.Type == type)
                && !(type is MapRef or ScalarRef && cases.Exists(c => c.Type is MapRef or ScalarRef { Kind: Scalar.FreeObject })))
            {
                cases.Add(new CaseDraft(type, JsonTypes.Object));
            }
        }

        if (cases.Count == 1)
        {
            // All members turned out to be one type; only the places below the union remain.
            types.Drafts.Remove(union);
            return cases[0].Type;
        }

        if (isNew) union.Cases.AddRange(cases);
        return new DraftRef(union);
    }

    // The texts of a mixed choice need a name beside the choice's own.
    private static Place Keyword(Place place)
        => place with { Path = place.Path + "/anyOf[String]", Context = place.Context with { Suffix = place.Context.Suffix + "Keyword" } };

    private static TypeRef Bare(TypeRef type) => type is NullableRef nullable ? nullable.Inner : type;

    private TypeRef MergedItems(List<Schema> arrays, Place place)
    {
        List<Schema> items = arrays.Select(a => forms.Target(a).Items ?? new Schema { Pointer = a.Pointer + "/items" }).ToList();
        return types.Resolve(new Schema { Pointer = arrays[0].Pointer, Alternatives = items }, place.Item() with { Path = place.Path + "/anyOf[Array]/items" });
    }
}
