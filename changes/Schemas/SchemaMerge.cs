using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>What holds when two schemas hold, in whatever order.</summary>
internal static class SchemaMerge
{
    public static SchemaView Both(SchemaView a, SchemaView b) => new()
    {
        Types = a.Types & b.Types,
        AllowsNull = a.AllowsNull && b.AllowsNull,
        Values = a.Values is null ? b.Values : b.Values is null ? a.Values : [.. a.Values.Intersect(b.Values, StringComparer.Ordinal)],
        KnownValues = a.KnownValues.Count == 0 ? b.KnownValues : a.KnownValues,
        Format = a.Format ?? b.Format,
        Patterns = [.. a.Patterns.Union(b.Patterns, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Limits = Join(a.Limits, b.Limits, Stricter),
        IsUnique = a.IsUnique || b.IsUnique,
        Properties = Join(a.Properties, b.Properties, static (_, x, y) => x.And(y)),
        Required = a.Required.Union(b.Required, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal),
        IsClosed = a.IsClosed || b.IsClosed,
        Additional = a.Additional is null ? b.Additional : b.Additional is null ? a.Additional : a.Additional.And(b.Additional),
        Items = a.Items is null ? b.Items : b.Items is null ? a.Items : a.Items.And(b.Items),
        FirstItems = a.FirstItems.Count >= b.FirstItems.Count ? a.FirstItems : b.FirstItems,
        Discriminator = a.Discriminator ?? b.Discriminator,
        Default = a.Default ?? b.Default,
        IsDeprecated = a.IsDeprecated || b.IsDeprecated,
        IsReadOnly = a.IsReadOnly || b.IsReadOnly,
        IsWriteOnly = a.IsWriteOnly || b.IsWriteOnly,
        Encoding = a.Encoding ?? b.Encoding,
        Behind = Join(a.Behind, b.Behind, static (_, x, y) => x.And(y)),
        Others = Join(a.Others, b.Others, static (_, x, y) => [.. x, .. y]),
    };

    private static Limit Stricter(string keyword, Limit a, Limit b)
    {
        if (a.Value == b.Value) return a with { IsExclusive = a.IsExclusive || b.IsExclusive };
        bool isFirst = keyword.StartsWith("max", StringComparison.Ordinal) ? a.Value < b.Value : a.Value > b.Value;
        return isFirst ? a : b;
    }

    private static Dictionary<string, T> Join<T>(IReadOnlyDictionary<string, T> a, IReadOnlyDictionary<string, T> b, Func<string, T, T, T> both)
    {
        var joined = new Dictionary<string, T>(a, StringComparer.Ordinal);
        foreach ((string key, T value) in b) joined[key] = joined.TryGetValue(key, out T? other) ? both(key, other, value) : value;
        return joined;
    }
}
