using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCodeGen.JsonPaths;

/// <summary>A value, or nothing, which is something else than the JSON null.</summary>
internal readonly record struct JsonPathValue(bool IsNothing, JsonNode? Json)
{
    public static JsonPathValue Nothing => new(true, null);

    public static JsonPathValue Of(JsonNode? json) => new(false, json);

    public string? AsString() => !IsNothing && Json?.GetValueKind() == JsonValueKind.String ? Json.GetValue<string>() : null;
}

/// <summary>What a condition compares, or hands to a function.</summary>
internal abstract record JsonPathOperand
{
    public abstract JsonPathValue Evaluate(JsonPathNode current, JsonPathNode root);
}

internal sealed record JsonPathLiteral(JsonNode? Value) : JsonPathOperand
{
    public override JsonPathValue Evaluate(JsonPathNode current, JsonPathNode root) => JsonPathValue.Of(Value);
}

/// <summary>The value at the place that a query selects: the query of a comparison, which is singular, or that of <c>value(query)</c>.</summary>
internal sealed record JsonPathSelected(JsonPathQuery Query) : JsonPathOperand
{
    public override JsonPathValue Evaluate(JsonPathNode current, JsonPathNode root)
        => Query.Select(current, root) is [{ } only] ? JsonPathValue.Of(only.Value) : JsonPathValue.Nothing;
}

/// <summary><c>count(query)</c>.</summary>
internal sealed record JsonPathCount(JsonPathQuery Query) : JsonPathOperand
{
    public override JsonPathValue Evaluate(JsonPathNode current, JsonPathNode root) => JsonPathValue.Of(Query.Select(current, root).Count);
}

/// <summary><c>length(value)</c>: of a string in characters, of an array in elements, of an object in properties.</summary>
internal sealed record JsonPathLength(JsonPathOperand Operand) : JsonPathOperand
{
    public override JsonPathValue Evaluate(JsonPathNode current, JsonPathNode root) => Operand.Evaluate(current, root) switch
    {
        { Json: JsonArray array } => JsonPathValue.Of(array.Count),
        { Json: JsonObject json } => JsonPathValue.Of(json.Count),
        var value when value.AsString() is { } text => JsonPathValue.Of(text.EnumerateRunes().Count()),
        _ => JsonPathValue.Nothing,
    };
}
