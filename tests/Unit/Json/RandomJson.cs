using System.Text.Json.Nodes;
using OpenCode.Core.Json;
using OpenCodeGen.Model;

namespace OpenCode.Client.Tests.Json;

/// <summary>Makes random JSON of the shape that the spec gives a model. The same seed makes the same JSON.</summary>
internal sealed class RandomJson
{
    private const int SoftDepth = 4;

    private static readonly string[] _texts =
        ["", "a", "hello world", "ünïcödé", "日本語", "😀👩‍💻", "quote\" back\\slash /", "line\nfeed\ttab\r\u2028", "\u0000\u001f\u007f", "null", "NaN", "<&>",
            new string('x', 300), "2026-11-20T10:00:00Z", "-1"];

    private static readonly long[] _integers = [0, 1, -1, 42, 1_763_632_800_000, int.MaxValue + 1L, 9_007_199_254_740_993, long.MaxValue, long.MinValue];

    private static readonly double[] _numbers = [0, 1, -1, 0.1, -2.5, 1e-7, 1e21, 1.7976931348623157E308, 5E-324, 1_763_632_800_000, 123456.789];

    private readonly Dictionary<string, ObjectType> _objects;
    private readonly Dictionary<string, UnionType> _unions;
    private readonly Dictionary<string, EnumType> _enums;
    private readonly Dictionary<string, int> _heights;
    private readonly Random _random;

    public RandomJson(ClientModel model, int seed)
    {
        _random = new Random(seed);
        _objects = model.Objects.ToDictionary(o => o.Name);
        _unions = model.Unions.ToDictionary(u => u.Name);
        _enums = model.Enums.ToDictionary(e => e.Name);
        _heights = Heights();
    }

    private RandomJson(RandomJson other, int seed)
    {
        _random = new Random(seed);
        (_objects, _unions, _enums, _heights) = (other._objects, other._unions, other._enums, other._heights);
    }

    /// <summary>The same model with another seed.</summary>
    public RandomJson Reseeded(int seed) => new(this, seed);

    /// <summary>A model, sometimes with optional properties and always with what is required.</summary>
    public JsonObject Object(string name, int depth = 0)
    {
        ObjectType type = _objects[name];
        var json = new JsonObject();
        foreach (ModelProperty property in type.Properties)
        {
            if (property.IsRequired || (depth < SoftDepth && _random.Next(2) == 0))
                json[property.WireName] = property.Constant is { } text ? text : property.Boolean is { } truth ? truth : Value(property.Type, depth + 1);
        }

        for (int i = depth < SoftDepth ? _random.Next(3) : 0; i > 0; i--)
            json[$"x-new {i}/~\"é"] = type.Additional is null ? Free(2) : Value(type.Additional, depth + 1);
        return Shuffled(json);
    }

    /// <summary>A variant of a union.</summary>
    public JsonNode? Variant(UnionType union, int index, int depth = 0) => union.Cases[index].Type switch
    {
        NamedRef { Kind: NamedKind.Object } named => Object(named.Name, depth),
        var type => Value(type, depth),
    };

    /// <summary>A value of any type.</summary>
    public JsonNode? Value(TypeRef type, int depth = 0) => type switch
    {
        ScalarRef scalar => Scalar(scalar.Kind),
        NullableRef nullable => _random.Next(3) == 0 ? null : Value(nullable.Inner, depth),
        ListRef list => List(list, depth),
        MapRef map => Map(map, depth),
        NamedRef { Kind: NamedKind.Object } named => Object(named.Name, depth),
        NamedRef { Kind: NamedKind.Enum } named => _random.Next(5) == 0 ? "brand-new " + Text() : Pick(_enums[named.Name].Values).Wire,
        NamedRef named => AnyVariant(_unions[named.Name], depth),
        _ => throw new NotSupportedException(type.ToString()),
    };

    private JsonNode? AnyVariant(UnionType union, int depth)
    {
        if (depth < SoftDepth) return Variant(union, _random.Next(union.Cases.Count), depth);
        int lowest = Enumerable.Range(0, union.Cases.Count).MinBy(i => Height(union.Cases[i].Type));
        return Variant(union, lowest, depth);
    }

    private JsonArray List(ListRef list, int depth)
    {
        int count = depth >= SoftDepth ? 0 : _random.Next(8) == 0 && depth < 2 ? 12 : _random.Next(3);
        return new JsonArray(Enumerable.Range(0, count).Select(_ => Value(list.Item, depth + 1)).ToArray());
    }

    private JsonObject Map(MapRef map, int depth)
    {
        var json = new JsonObject();
        for (int i = depth >= SoftDepth ? 0 : _random.Next(3); i > 0; i--) json[i == 1 ? Text() : "key " + i] = Value(map.Value, depth + 1);
        return json;
    }

    private JsonNode? Scalar(Scalar kind) => kind switch
    {
        OpenCodeGen.Model.Scalar.String => Text(),
        OpenCodeGen.Model.Scalar.Int64 => Pick(_integers),
        OpenCodeGen.Model.Scalar.Double => Pick(_numbers),
        OpenCodeGen.Model.Scalar.AnyDouble => _random.Next(2) == 0 ? Pick(_numbers) : Pick<string>(["NaN", "Infinity", "-Infinity"]),
        OpenCodeGen.Model.Scalar.Boolean => _random.Next(2) == 0,
        OpenCodeGen.Model.Scalar.IntegerOrFalse => _random.Next(2) == 0 ? false : Pick(_integers),
        OpenCodeGen.Model.Scalar.FreeObject => new JsonObject { ["free"] = Free(2), ["n"] = Free(1) },
        _ => Free(3),
    };

    private JsonNode? Free(int depth) => _random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => _random.Next(2) == 0,
        2 => Pick(_numbers),
        3 => Pick(_integers),
        4 => Text(),
        5 => new JsonArray(Free(depth - 1), Free(depth - 1)),
        _ => new JsonObject { ["a"] = Free(depth - 1), [Text()] = Free(depth - 1) },
    };

    // Tags come first on most servers; nothing may depend on it.
    private JsonObject Shuffled(JsonObject json)
    {
        KeyValuePair<string, JsonNode?>[] entries = json.ToArray();
        json.Clear();
        _random.Shuffle(entries);
        return new JsonObject(entries);
    }

    private string Text() => Pick(_texts);

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    private int Height(TypeRef type) => type is NamedRef { Kind: not NamedKind.Enum } named ? _heights[named.Name] : 0;

    /// <summary>How deep the smallest JSON of each type is, so that recursion can be ended.</summary>
    private Dictionary<string, int> Heights()
    {
        const int unknown = 1000;
        Dictionary<string, int> heights = _objects.Keys.Concat(_unions.Keys).ToDictionary(n => n, _ => unknown);
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (ObjectType type in _objects.Values)
                Lower(type.Name, 1 + type.Properties.Where(p => p.IsRequired && p.Constant is null).Select(p => Of(p.Type)).DefaultIfEmpty(0).Max());
            foreach (UnionType union in _unions.Values) Lower(union.Name, union.Cases.Min(c => Of(c.Type)));

            void Lower(string name, int height)
            {
                if (height < heights[name]) (heights[name], changed) = (height, true);
            }
        }

        return heights;

        int Of(TypeRef type) => type is NamedRef { Kind: not NamedKind.Enum } named ? heights[named.Name] : 0;
    }
}
