using System.Text.Json;
using OpenCode.Core.Json;
using OpenCode.Verification;
using OpenCode.Verification.Values;
using OpenCodeGen.Model;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>Walks a response together with the client's model, and finds everything that can be done to it.</summary>
internal sealed class ResponseWalk
{
    private const string NewName = "brandNewProperty";

    private static readonly (JsonTypes Types, string Json)[] _examples =
    [
        (JsonTypes.String, "\"text\""),
        (JsonTypes.Integer | JsonTypes.Number, "7"),
        (JsonTypes.Boolean, "true"),
        (JsonTypes.Object, "{}"),
        (JsonTypes.Array, "[]"),
    ];

    private readonly Dictionary<string, ObjectType> _objects;
    private readonly Dictionary<string, UnionType> _unions;
    private readonly List<MutationPlace> _places = [];
    private readonly Stack<(string At, HashSet<string> Looks)> _open = [];

    private ResponseWalk(ClientModel model)
        => (_objects, _unions) = (model.Objects.ToDictionary(static o => o.Name), model.Unions.ToDictionary(static u => u.Name));

    /// <summary>The changes that can be made to a body.</summary>
    /// <param name="model">The client's model.</param>
    /// <param name="type">The type of the response.</param>
    /// <param name="utf8">The body.</param>
    public static IReadOnlyList<MutationPlace> Places(ClientModel model, TypeRef type, ReadOnlyMemory<byte> utf8)
    {
        using JsonDocument document = JsonDocument.Parse(utf8);
        var walk = new ResponseWalk(model);
        walk.Visit(type, document.RootElement, "", mayBeNull: false);
        return walk._places;
    }

    private void Visit(TypeRef type, JsonElement value, string at, bool mayBeNull)
    {
        if (type is NullableRef nullable)
        {
            if (value.ValueKind != JsonValueKind.Null) Visit(nullable.Inner, value, at, mayBeNull: true);
            return;
        }

        // Anything is right here.
        if (type is ScalarRef { Kind: Scalar.Element }) return;

        foreach (string other in OtherTypes(type).Concat(mayBeNull ? [] : ["null"]))
        {
            Add(MutationKind.ChangedType, at, other, nameof(JsonDriftKind.WrongType), nameof(JsonDriftKind.UnexpectedNull),
                nameof(JsonDriftKind.UnknownVariant));
        }

        Descend(type, value, at);
    }

    /// <summary>Visits what is inside a value.</summary>
    private void Descend(TypeRef type, JsonElement value, string at)
    {
        switch (type)
        {
            case ListRef list when value.ValueKind == JsonValueKind.Array:
                foreach ((int index, JsonElement item) in value.EnumerateArray().Index()) Visit(list.Item, item, $"{at}/{index}", mayBeNull: false);
                break;
            case MapRef map when value.ValueKind == JsonValueKind.Object:
                foreach (JsonProperty entry in value.EnumerateObject()) Visit(map.Value, entry.Value, Under(at, entry.Name), mayBeNull: false);
                break;
            case NamedRef { Kind: NamedKind.Enum } when value.ValueKind == JsonValueKind.String:
                Add(MutationKind.NewEnumValue, at, "\"brand-new-value\"");
                break;
            case NamedRef { Kind: NamedKind.Object } named when value.ValueKind == JsonValueKind.Object:
                VisitObject(_objects[named.Name], value, at);
                break;
            case NamedRef { Kind: NamedKind.Union } named:
                VisitUnion(_unions[named.Name], value, at);
                break;
        }
    }

    private void VisitObject(ObjectType type, JsonElement value, string at)
    {
        Dictionary<string, ModelProperty> properties = type.Properties.ToDictionary(static p => p.WireName);
        foreach (JsonProperty entry in value.EnumerateObject())
        {
            string place = Under(at, entry.Name);
            if (!properties.TryGetValue(entry.Name, out ModelProperty? property))
            {
                if (type.Additional is { } further) Visit(further, entry.Value, place, mayBeNull: false);
                continue;
            }

            if (property.IsRequired) Add(MutationKind.DroppedProperty, place, null, nameof(JsonDriftKind.MissingProperty));
            if (property.Constant is not null)
            {
                Add(MutationKind.RenamedTag, place, "\"renamed\"", nameof(JsonDriftKind.WrongConstant));
                Add(MutationKind.ChangedType, place, "7", nameof(JsonDriftKind.WrongConstant));
            }
            else if (property.Boolean is not null)
            {
                Add(MutationKind.ChangedType, place, "\"text\"", nameof(JsonDriftKind.WrongType), nameof(JsonDriftKind.WrongConstant));
            }
            else
            {
                Visit(property.Type, entry.Value, place, mayBeNull: false);
            }
        }

        if (type.Additional is null) Add(MutationKind.AddedProperty, Under(at, NewName), """{"more":[1]}""");
    }

    private void VisitUnion(UnionType union, JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            if (union.Cases.FirstOrDefault(c => (c.Token & TypesOf(value)) != 0) is { } other) Descend(other.Type, value, at);
            return;
        }

        if (VariantChoice.Find(union.Objects, value) is not { } chosen) return;
        _open.Push((at, [.. VariantChoice.Looks(union.Objects)]));
        Descend(union.Cases[chosen].Type, value, at);
        _open.Pop();
    }

    private void Add(MutationKind kind, string at, string? newJson, params IEnumerable<string> drifts)
    {
        // What a union looks at is named as the union's, too.
        IEnumerable<(string, string)> unions = _open
            .Where(u => at.StartsWith(u.At, StringComparison.Ordinal) && u.Looks.Contains(at[u.At.Length..]))
            .Select(static u => (GeneralPointer.Of(u.At), nameof(JsonDriftKind.UnknownVariant)));
        _places.Add(new MutationPlace(kind, at, newJson, [.. drifts.Select(d => (GeneralPointer.Of(at), d)), .. unions]));
    }

    /// <summary>JSON values that a type does not allow.</summary>
    private IEnumerable<string> OtherTypes(TypeRef type) => type switch
    {
        ScalarRef { Kind: Scalar.Int64 } => ["\"text\"", "{}", "true", "0.5"],
        ScalarRef { Kind: Scalar.Double or Scalar.AnyDouble } => ["\"text\"", "[]", "true"],
        ScalarRef { Kind: Scalar.IntegerOrFalse } => ["\"text\"", "true"],
        ScalarRef { Kind: Scalar.Boolean } => ["\"true\"", "1", "{}"],
        ScalarRef { Kind: Scalar.String } or NamedRef { Kind: NamedKind.Enum } => ["7", "{}", "[]", "true"],
        ListRef => ["\"text\"", "{}", "7"],
        NamedRef { Kind: NamedKind.Union } named => _examples
            .Where(e => !_unions[named.Name].Cases.Any(c => (c.Token & e.Types) != 0))
            .Select(static e => e.Json),
        _ => ["\"text\"", "[]", "7"],
    };

    private static JsonTypes TypesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonTypes.String,
        JsonValueKind.Number => JsonTypes.Integer | JsonTypes.Number,
        JsonValueKind.Array => JsonTypes.Array,
        JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
        _ => JsonTypes.None,
    };

    private static string Under(string at, string name) => $"{at}/{JsonPointer.Escape(name)}";
}
