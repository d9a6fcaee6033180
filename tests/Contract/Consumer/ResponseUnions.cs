using OpenCode.Verification.Contract.Pacts;
using OpenCodeGen.Model;

namespace OpenCode.Contract.Tests.Consumer;

/// <summary>The unions that JSON answers are made of.</summary>
internal static class ResponseUnions
{
    private static readonly Dictionary<string, ObjectType> s_objects = ModelShapes.Model.Objects.ToDictionary(static o => o.Name);
    private static readonly Dictionary<string, UnionType> s_unions = ModelShapes.Model.Unions.ToDictionary(static u => u.Name);

    private static readonly Dictionary<string, HashSet<UnionType>> s_byOperation = ModelShapes.Model.Operations
        .Where(static o => o is { Result: ResultKind.Json, ResultType: not null })
        .ToDictionary(static o => o.Id, static o => In(o.ResultType!));

    /// <summary>Those of every operation.</summary>
    public static IEnumerable<UnionType> All => s_byOperation.Values.SelectMany(static u => u).DistinctBy(static u => u.Name);

    /// <summary>Those of one operation; none when it answers no JSON.</summary>
    public static IReadOnlySet<UnionType> Of(string operation) => s_byOperation.GetValueOrDefault(operation) ?? [];

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
                    foreach (ModelProperty property in s_objects[named.Name].Properties) Look(property.Type);
                    break;
                case NamedRef { Kind: NamedKind.Union } named when found.Add(s_unions[named.Name]):
                    foreach (UnionCase variant in s_unions[named.Name].Cases) Look(variant.Type);
                    break;
            }
        }

        Look(type);
        return found;
    }
}
