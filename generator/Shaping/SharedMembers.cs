using OpenCodeGen.Dialects;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>
/// Declares on the class of a union what all its variants have: properties of one name and type, and what a dialect finds in events.
/// Variants keep their own properties and hand them up, so decoding does not know of it.
/// </summary>
internal sealed class SharedMembers
{
    private readonly Dictionary<string, ObjectType> _objects;
    private readonly Dictionary<string, UnionType> _unions;
    private readonly Dictionary<string, List<SharedMember>> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Variant, string Member), List<string>> _searched = [];

    private SharedMembers(ClientModel model)
    {
        _objects = model.Objects.ToDictionary(o => o.Name, StringComparer.Ordinal);
        _unions = model.Unions.ToDictionary(u => u.Name, StringComparer.Ordinal);
    }

    /// <summary>The same model with the members declared.</summary>
    public static ClientModel Declare(ClientModel model, IReadOnlyList<EventMember> eventMembers)
    {
        var shared = new SharedMembers(model);
        List<UnionType> largestFirst = model.Unions.OrderBy(shared.Depth).ToList();
        foreach (UnionType union in largestFirst) shared._declared.Add(union.Name, shared.Common(union));

        // What is searched in events passes through other unions, whose members must be known by then.
        HashSet<string> ofStreams = StreamUnions(model, shared._objects);
        foreach (UnionType union in largestFirst.Where(u => ofStreams.Contains(u.Name)))
        {
            foreach (EventMember member in eventMembers) shared.DeclareSearched(union, member);
        }

        return model with
        {
            Objects = model.Objects.Select(shared.WithValues).ToList(),
            Unions = model.Unions.Select(shared.WithMembers).ToList(),
        };
    }

    /// <summary>The unions that event streams carry: as items, or as what the items hold.</summary>
    private static HashSet<string> StreamUnions(ClientModel model, Dictionary<string, ObjectType> objects)
        => model.Operations.Where(o => o.Result == ResultKind.EventStream)
            .Select(o => o.ResultType)
            .OfType<NamedRef>()
            .SelectMany(item => item.Kind == NamedKind.Object ? objects[item.Name].Properties.Select(p => p.Type) : [item])
            .OfType<NamedRef>()
            .Where(t => t.Kind == NamedKind.Union)
            .Select(t => t.Name)
            .ToHashSet(StringComparer.Ordinal);

    private int Depth(UnionType union) => union.Union is { } larger ? 1 + Depth(_unions[larger]) : 0;

    /// <summary>The unions whose classes a class derives from, the largest first.</summary>
    private IEnumerable<UnionType> Bases(string? union)
        => union is null ? [] : Bases(_unions[union].Union).Append(_unions[union]);

    private IEnumerable<SharedMember> Members(string? union) => Bases(union).SelectMany(u => _declared.GetValueOrDefault(u.Name, []));

    /// <summary>The variants of a union; null when one of them is no object.</summary>
    private List<ObjectType>? Variants(UnionType union)
        => union.Cases.All(c => c.Type is NamedRef { Kind: NamedKind.Object }) ? union.Cases.Select(c => _objects[((NamedRef)c.Type).Name]).ToList() : null;

    private List<SharedMember> Common(UnionType union)
    {
        if (Variants(union) is not { Count: > 0 } variants) return [];
        var members = new List<SharedMember>();
        foreach (ModelProperty property in variants[0].Properties)
        {
            List<ModelProperty> all = variants.SelectMany(v => v.Properties.Where(p => p.WireName == property.WireName && IsEqual(p, property))).ToList();
            if (all.Count < variants.Count || !HaveOneType(all) || !IsFree(property.Name, union, variants)) continue;
            List<string?> summaries = all.Select(p => p.Summary).Distinct(StringComparer.Ordinal).ToList();
            members.Add(new SharedMember
            {
                Name = property.Name,
                Type = Bare(property.Type),
                IsNullable = !all.TrueForAll(p => p.IsRequired && p.Type is not NullableRef),
                Accessor = Accessor(property.Name),
                Paths = [new SharedMemberPath([property.WireName])],
                Summary = summaries.Count == 1 ? summaries[0] : null,
            });
        }

        return members;
    }

    // "bool" and "bool?" are two types: one name for both would be ambiguous to reflection. For classes null is no type of its own.
    private static bool HaveOneType(List<ModelProperty> properties)
        => Bare(properties[0].Type) is not (ScalarRef { Kind: not Scalar.String } or NamedRef { Kind: NamedKind.Enum })
            || properties.DistinctBy(p => p.IsRequired && p.Type is not NullableRef).Count() == 1;

    private static bool IsEqual(ModelProperty one, ModelProperty other)
        => one.Name == other.Name && Bare(one.Type) == Bare(other.Type) && one.Constant is null && !one.ImplementsTag;

    private void DeclareSearched(UnionType union, EventMember member)
    {
        if (Variants(union) is not { } variants || !IsFree(member.Name, union, variants) || variants.TrueForAll(v => Expressions(v, member).Count == 0)) return;
        _declared[union.Name].Add(new SharedMember
        {
            Name = member.Name,
            Type = new ScalarRef(Scalar.String),
            IsNullable = true,
            Accessor = Accessor(member.Name),
            IsSearched = true,
            Paths = member.Paths.Select(p => new SharedMemberPath(p.WireNames, p.Prefix)).ToList(),
            Summary = member.Summary,
        });
        foreach (ObjectType variant in variants) _searched.TryAdd((variant.Name, member.Name), Expressions(variant, member));
    }

    private List<string> Expressions(ObjectType variant, EventMember member)
        => member.Paths.Select(p => Expression(variant, p)).OfType<string>().ToList();

    /// <summary>A path as C#; null when the variant does not have it.</summary>
    private string? Expression(ObjectType variant, EventMemberPath path)
    {
        TypeRef type = new NamedRef(variant.Name, NamedKind.Object);
        bool mayBeNull = false;
        string expression = "";
        foreach (string wireName in path.WireNames)
        {
            bool isLast = ReferenceEquals(wireName, path.WireNames[^1]);
            if (Step(type, wireName) is not { } step || (isLast && path.Holder is { } holder && !IsComponent(type, holder))) return null;
            expression += (expression.Length == 0 ? "" : mayBeNull ? "?." : ".") + step.Name;
            (type, mayBeNull) = (step.Type, step.MayBeNull);
        }

        return type is ScalarRef { Kind: Scalar.String } ? expression : null;
    }

    private (string Name, TypeRef Type, bool MayBeNull)? Step(TypeRef holder, string wireName)
    {
        if (holder is NamedRef { Kind: NamedKind.Object } model && _objects[model.Name].Properties.FirstOrDefault(p => p.WireName == wireName) is { } property)
            return (property.Name, Bare(property.Type), !property.IsRequired || property.Type is NullableRef);
        return holder is NamedRef { Kind: NamedKind.Union } union
            && Members(union.Name).FirstOrDefault(m => m is { IsSearched: false } && m.Paths[0].WireNames[0] == wireName) is { } member
            ? (member.Name, member.Type, member.IsNullable)
            : null;
    }

    private bool IsComponent(TypeRef type, string component)
        => type is NamedRef { Kind: NamedKind.Object } named && _objects[named.Name].Place == Place.OfComponent(component).Path;

    /// <summary>Whether the class of a union can have a member of this name, and its variants one that gives its value.</summary>
    private bool IsFree(string name, UnionType union, List<ObjectType> variants)
    {
        string accessor = Accessor(name);
        return MemberNames.IsFreeInUnion(name)
            && name != union.Name
            && name != union.UnknownName
            && name != union.Tag?.Name
            && Members(union.Union).All(m => m.Name != name)
            && _declared.GetValueOrDefault(union.Name, []).TrueForAll(m => m.Name != name)
            && union.Cases.All(c => c.WrapperName is null || (name != "Value" && name != c.WrapperName))
            && variants.TrueForAll(v => v.Name != name && v.Properties.All(p => p.TimeName != name && p.Name != accessor));
    }

    private static string Accessor(string name) => "Shared" + name;

    private static TypeRef Bare(TypeRef type) => type is NullableRef nullable ? nullable.Inner : type;

    private ObjectType WithValues(ObjectType model)
    {
        List<SharedMember> members = Members(model.Union).ToList();
        return members.Count == 0 ? model : model with
        {
            SharedValues = members.Select(m => Value(m, model)).ToList(),
            Properties = model.Properties.Select(p => p with { Hides = members.Exists(m => m.Name == p.Name) }).ToList(),
        };
    }

    private UnionType WithMembers(UnionType union)
    {
        List<SharedMember> inherited = Members(union.Union).Select(m => m with { IsInherited = true }).ToList();
        List<SharedMember> members = [.. inherited, .. _declared[union.Name]];
        return members.Count == 0 ? union : union with
        {
            Shared = members,
            Cases = union.Cases.Select(c => c.WrapperName is null ? c : c with { SharedValues = OfWrapped(c) }).ToList(),
        };

        List<SharedValue> OfWrapped(UnionCase variant) => members.Select(m => Value(m, _objects[((NamedRef)variant.Type).Name])).ToList();
    }

    private SharedValue Value(SharedMember member, ObjectType variant)
        => new(member, member.IsSearched ? _searched.GetValueOrDefault((variant.Name, member.Name), []) : [member.Name]);
}
