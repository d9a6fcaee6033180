using OpenCode.Core.Operations;
using OpenCodeGen.Model;

namespace OpenCode.Client.Tests;

/// <summary>Finds things in a shaped model by name.</summary>
internal static class ModelQueries
{
    public static ObjectType Object(this ClientModel model, string name) => One(model.Objects, t => t.Name == name, name, model.Objects.Select(t => t.Name));

    public static UnionType Union(this ClientModel model, string name) => One(model.Unions, t => t.Name == name, name, model.Unions.Select(t => t.Name));

    public static EnumType Enum(this ClientModel model, string name) => One(model.Enums, t => t.Name == name, name, model.Enums.Select(t => t.Name));

    public static ClientOperation Operation(this ClientModel model, string id)
        => One(model.Operations, o => o.Id == id, id, model.Operations.Select(o => o.Id));

    public static QueryType Query(this ClientModel model, string name) => One(model.Queries, q => q.Name == name, name, model.Queries.Select(q => q.Name));

    public static BuilderType Builder(this ClientModel model, string place)
        => One(model.Builders, b => b.Place == place, place, model.Builders.Select(b => b.Place));

    public static ModelProperty Property(this ObjectType type, string wireName)
        => One(type.Properties, p => p.WireName == wireName, wireName, type.Properties.Select(p => p.WireName));

    /// <summary>The C# type of a property of a component, as the emitted code spells it.</summary>
    public static string TypeOf(this ClientModel model, string type, string property) => Spell(model.Object(type).Property(property).Type);

    public static string Spell(TypeRef? type) => type switch
    {
        null => "none",
        ScalarRef scalar => scalar.Kind.ToString(),
        ListRef list => $"[{Spell(list.Item)}]",
        MapRef map => $"{{{Spell(map.Value)}}}",
        NullableRef nullable => Spell(nullable.Inner) + "?",
        NamedRef named => named.Name,
        _ => type.ToString()!,
    };

    /// <summary>Every type name with its place.</summary>
    public static IEnumerable<(string Name, string Place)> Types(this ClientModel model)
        => model.Objects.Select(t => (t.Name, t.Place)).Concat(model.Unions.Select(t => (t.Name, t.Place))).Concat(model.Enums.Select(t => (t.Name, t.Place)));

    private static T One<T>(IEnumerable<T> all, Func<T, bool> isIt, string name, IEnumerable<string> names)
        where T : class
        => all.FirstOrDefault(isIt) ?? throw new Xunit.Sdk.XunitException($"There is no '{name}' among: {string.Join(", ", names.Take(50))}");
}
