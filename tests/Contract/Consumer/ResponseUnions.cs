using OpenCode.Verification.Contract.Pacts;
using OpenCodeGen.Model;

namespace OpenCode.Contract.Tests.Consumer;

/// <summary>The unions that JSON answers are made of.</summary>
internal static class ResponseUnions
{
    private static readonly Dictionary<string, ObjectType> _objects = ModelShapes.Model.Objects.ToDictionary(static o => o.Name);
    private static readonly Dictionary<string, UnionType> _unions = ModelShapes.Model.Unions.ToDictionary(static u => u.Name);

    private static readonly Dictionary<string, HashSet<UnionType>> _byOperation = ModelShapes.Model.Operations
        .Where(static o => o is { Result: ResultKind.Json, ResultType: not null })
        .ToDictionary(static o => o.Id, static o => In(o.ResultType!));

    /// <summary>Those of every operation.</summary>
    public static IEnumerable<UnionType> All => _byOperation.Values.SelectMany(static u => u).DistinctBy(static u => u.Name);

    /// <summary>Those of one operation; none when it answers no JSON.</summary>
    public static IReadOnlySet<UnionType> Of(string operation) => _byOperation.GetValueOrDefault(operation) ?? [];

    private static HashSet<UnionType> In(TypeRef type)
    {
        HashSet<UnionType> found = [];
        HashSet<string> objects = [];
        void Look(TypeRef at)
        {
            switch (at)
            {
                case ListRef list:
                    Look(list.Item);
                    break;
                case MapRef map:
                    Look(map.Value);
                    break;
                case NullableRef nullable:
                    Look(nullable.Inner);
                    break;
                case NamedRef { Kind: NamedKind.Object } named when objects.Add(named.Name):
                    foreach (ModelProperty property in _objects[named.Name].Properties) Look(property.Type);
                    break;
                case NamedRef { Kind: NamedKind.Union } named when found.Add(_unions[named.Name]):
                    foreach (UnionCase variant in _unions[named.Name].Cases) Look(variant.Type);
                    break;
            }
        }

        Look(type);
        return found;
    }
}
