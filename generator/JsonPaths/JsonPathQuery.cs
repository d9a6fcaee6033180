using System.Text.Json.Nodes;

namespace OpenCodeGen.JsonPaths;

/// <summary>Segments after <c>$</c> or, in a condition, after <c>@</c>.</summary>
/// <param name="IsRelative">Whether it begins at the value that a condition is about.</param>
/// <param name="Segments">The segments.</param>
internal sealed record JsonPathQuery(bool IsRelative, IReadOnlyList<JsonPathSegment> Segments)
{
    /// <summary>Whether it selects one place at most, whatever the document.</summary>
    public bool IsSingular => Segments.All(static s => s is { IsDescendant: false, Selectors: [JsonPathName or JsonPathIndex] });

    public IReadOnlyList<JsonPathNode> Select(JsonPathNode current, JsonPathNode root)
    {
        List<JsonPathNode> nodes = [IsRelative ? current : root];
        foreach (JsonPathSegment segment in Segments) nodes = [.. nodes.SelectMany(n => segment.Select(n, root))];
        return nodes;
    }
}

/// <summary>One step of a query: selectors for what is in a place, or for that and all below.</summary>
internal sealed record JsonPathSegment(bool IsDescendant, IReadOnlyList<JsonPathSelector> Selectors)
{
    public IEnumerable<JsonPathNode> Select(JsonPathNode node, JsonPathNode root)
    {
        foreach (JsonPathSelector selector in Selectors)
        {
            foreach (JsonPathNode selected in selector.Select(node, root)) yield return selected;
        }

        if (!IsDescendant) yield break;
        foreach (JsonPathNode selected in node.Children().SelectMany(c => Select(c, root))) yield return selected;
    }
}

/// <summary>Selects among what is directly in a place.</summary>
internal abstract record JsonPathSelector
{
    public abstract IEnumerable<JsonPathNode> Select(JsonPathNode node, JsonPathNode root);
}

/// <summary><c>.name</c> or <c>['name']</c>.</summary>
internal sealed record JsonPathName(string Name) : JsonPathSelector
{
    public override IEnumerable<JsonPathNode> Select(JsonPathNode node, JsonPathNode root) => node.Property(Name) is { } found ? [found] : [];
}

/// <summary><c>*</c>.</summary>
internal sealed record JsonPathWildcard : JsonPathSelector
{
    public override IEnumerable<JsonPathNode> Select(JsonPathNode node, JsonPathNode root) => node.Children();
}

/// <summary><c>[3]</c>; a negative number counts from the end.</summary>
internal sealed record JsonPathIndex(long Index) : JsonPathSelector
{
    public override IEnumerable<JsonPathNode> Select(JsonPathNode node, JsonPathNode root) => node.Element(Index) is { } found ? [found] : [];
}

/// <summary><c>[start:end:step]</c>, each of which may be left out.</summary>
internal sealed record JsonPathSlice(long? Start, long? End, long Step) : JsonPathSelector
{
    public override IEnumerable<JsonPathNode> Select(JsonPathNode node, JsonPathNode root)
    {
        if (node.Value is not JsonArray { Count: var length } || Step == 0) yield break;
        if (Step > 0)
        {
            long end = Math.Clamp(FromStart(End ?? length, length), 0, length);
            for (long i = Math.Clamp(FromStart(Start ?? 0, length), 0, length); i < end; i += Step) yield return node.Element(i)!;
        }
        else
        {
            long end = Math.Clamp(End is { } given ? FromStart(given, length) : -1, -1, length - 1);
            for (long i = Math.Clamp(FromStart(Start ?? length - 1, length), -1, length - 1); i > end; i += Step) yield return node.Element(i)!;
        }
    }

    private static long FromStart(long index, int length) => index < 0 ? length + index : index;
}

/// <summary><c>[?condition]</c>.</summary>
internal sealed record JsonPathFilter(JsonPathCondition Condition) : JsonPathSelector
{
    public override IEnumerable<JsonPathNode> Select(JsonPathNode node, JsonPathNode root) => node.Children().Where(c => Condition.Holds(c, root));
}
