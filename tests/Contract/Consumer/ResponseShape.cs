using System.Text.Json.Nodes;
using OpenCode.Core.Json;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;
using OpenCode.Verification.Contract.Interactions;
using OpenCodeGen.Model;

namespace OpenCode.Contract.Tests.Consumer;

/// <summary>What the client needs of a response, from its model: every required property, matched by type; tags and constants exactly.</summary>
internal sealed class ResponseShape
{
    // A time that a person recognises: 1 January 2026.
    private const long ExampleInteger = 1767225600000;

    private readonly Dictionary<string, ObjectType> _objects;
    private readonly Dictionary<string, UnionType> _unions;
    private readonly Dictionary<string, EnumType> _enums;
    private readonly IReadOnlyDictionary<string, string> _choices;
    private readonly HashSet<string> _used = [];
    private readonly Stack<string> _open = [];

    private ResponseShape(ClientModel model, IReadOnlyDictionary<string, string> choices)
    {
        _objects = model.Objects.ToDictionary(static o => o.Name);
        _unions = model.Unions.ToDictionary(static u => u.Name);
        _enums = model.Enums.ToDictionary(static e => e.Name);
        _choices = choices;
    }

    /// <summary>The rules for a value of a type.</summary>
    /// <param name="choices">See <see cref="Interaction.Choose"/>.</param>
    public static JsonNode? Of(ClientModel model, TypeRef type, IReadOnlyDictionary<string, string> choices)
    {
        var shape = new ResponseShape(model, choices);
        JsonNode? node = shape.Value(type, "", "value");
        string[] unused = [.. choices.Keys.Except(shape._used)];
        return unused.Length == 0 ? node : throw new InvalidOperationException($"The model has no open question at {string.Join(", ", unused)}.");
    }

    /// <summary>What <see cref="Interaction.Choose"/> calls a variant.</summary>
    public static string NameOf(UnionCase variant) => variant.Type is NamedRef named ? named.Name : variant.Token.ToString();

    private JsonNode? Value(TypeRef type, string at, string name) => type switch
    {
        ScalarRef { Kind: Scalar.String } when Choice(at) is ['=', .. string text] => Matching.Exactly(text),
        ScalarRef scalar => ScalarValue(scalar.Kind, name),
        ListRef list => ListValue(list, at, name),
        MapRef map => MapValue(map, at, name),
        NullableRef nullable => Choice(at) == "null" ? null : Value(nullable.Inner, at, name),
        NamedRef { Kind: NamedKind.Enum } named => Matching.Type(_enums[named.Name].Values is [{ } first, ..] ? first.Wire : name),
        NamedRef { Kind: NamedKind.Object } named => ObjectValue(_objects[named.Name], at),
        NamedRef named => UnionValue(_unions[named.Name], at, name, Choice(at)),
        _ => throw new NotSupportedException($"{type} at {at}"),
    };

    private static JsonObject ScalarValue(Scalar kind, string name) => kind switch
    {
        Scalar.String => Matching.Type(name),
        Scalar.Int64 or Scalar.IntegerOrFalse => Matching.Integer(ExampleInteger),
        Scalar.Double or Scalar.AnyDouble => Matching.Number(0.5),
        Scalar.Boolean => Matching.Type(true),
        Scalar.FreeObject => Matching.Type(new JsonObject()),
        _ => new JsonObject { ["pact:matcher:type"] = "notEmpty", ["value"] = name },
    };

    private JsonObject ListValue(ListRef list, string at, string name)
    {
        string? choice = Choice(at);

        // A list that is the whole response has to have something in it, or nothing is said about its items.
        int min = choice == "some" || (choice is null && at is "" or "/data") ? 1 : 0;
        string item = at + "/*";
        if (list.Item is NamedRef { Kind: NamedKind.Union } union)
        {
            string? variants = Choice(item);
            if (variants is null) return Matching.Type(new JsonArray());
            if (variants.Contains('+', StringComparison.Ordinal))
            {
                return Matching.Containing(
                    [.. variants.Split('+', StringSplitOptions.RemoveEmptyEntries).Select(v => UnionValue(_unions[union.Name], item, name, v)!)]);
            }

            return Matching.EachLike(UnionValue(_unions[union.Name], item, name, variants), min);
        }

        if (choice == "has") return Matching.Containing(Value(list.Item, item, name)!);
        return IsOpen(list.Item) ? Matching.Type(new JsonArray()) : Matching.EachLike(Value(list.Item, item, name), min);
    }

    private JsonObject MapValue(MapRef map, string at, string name)
    {
        if (Choice(at) == "any") return Matching.Type(new JsonObject());
        if (Choice(at) is ['.', .. string key]) return new JsonObject { [key] = Value(map.Value, at + "/*", name) };
        bool undecided = map.Value is NamedRef { Kind: NamedKind.Union } && Choice(at + "/*") is null;
        return undecided || IsOpen(map.Value) ? Matching.Type(new JsonObject()) : Matching.EachValue("name", Value(map.Value, at + "/*", name));
    }

    private JsonObject ObjectValue(ObjectType type, string at)
    {
        _open.Push(type.Name);
        var node = new JsonObject();
        foreach (ModelProperty property in type.Properties)
        {
            string place = $"{at}/{property.WireName}";
            if (!property.IsRequired && !IsWanted(place)) continue;
            node[property.WireName] = property switch
            {
                { Constant: { } constant } => Matching.Exactly(constant),
                { Boolean: { } truth } => Matching.Exactly(truth),
                _ => Value(property.Type, place, property.WireName),
            };
        }

        _open.Pop();
        return node.Count == 0 ? Matching.Type(node) : node;
    }

    private JsonNode? UnionValue(UnionType union, string at, string name, string? variant)
    {
        string[] names = [.. union.Cases.Select(NameOf)];
        if (variant is null) throw new InvalidOperationException($"{at} is one of {string.Join(", ", names)}: choose one.");
        UnionCase chosen = union.Cases.FirstOrDefault(c => NameOf(c) == variant)
            ?? throw new InvalidOperationException($"{at} has no variant '{variant}'; it is one of {string.Join(", ", names)}.");
        return Value(chosen.Type, at, name);
    }

    /// <summary>Whether a type is already being described further out, so that describing it again would not end.</summary>
    private bool IsOpen(TypeRef type) => type is NamedRef named && _open.Contains(named.Name);

    /// <summary>Whether an optional property, or one inside it, was asked for.</summary>
    private bool IsWanted(string place)
    {
        if (Choice(place) is not null) return true;
        return _choices.Keys.Any(k => k.StartsWith(place + "/", StringComparison.Ordinal));
    }

    private string? Choice(string at)
    {
        if (!_choices.TryGetValue(at, out string? choice)) return null;
        _used.Add(at);
        return choice;
    }
}
