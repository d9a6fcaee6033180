using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCodeGen.JsonPaths;

/// <summary>What a filter asks of a value.</summary>
internal abstract record JsonPathCondition
{
    public abstract bool Holds(JsonPathNode current, JsonPathNode root);
}

internal sealed record JsonPathAny(IReadOnlyList<JsonPathCondition> Conditions) : JsonPathCondition
{
    public override bool Holds(JsonPathNode current, JsonPathNode root) => Conditions.Any(c => c.Holds(current, root));
}

internal sealed record JsonPathEvery(IReadOnlyList<JsonPathCondition> Conditions) : JsonPathCondition
{
    public override bool Holds(JsonPathNode current, JsonPathNode root) => Conditions.All(c => c.Holds(current, root));
}

internal sealed record JsonPathNot(JsonPathCondition Condition) : JsonPathCondition
{
    public override bool Holds(JsonPathNode current, JsonPathNode root) => !Condition.Holds(current, root);
}

/// <summary>A query alone: whether it selects anything.</summary>
internal sealed record JsonPathExists(JsonPathQuery Query) : JsonPathCondition
{
    public override bool Holds(JsonPathNode current, JsonPathNode root) => Query.Select(current, root).Count > 0;
}

internal enum JsonPathOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal sealed record JsonPathComparison(JsonPathOperand Left, JsonPathOperator Operator, JsonPathOperand Right) : JsonPathCondition
{
    public override bool Holds(JsonPathNode current, JsonPathNode root)
    {
        JsonPathValue left = Left.Evaluate(current, root);
        JsonPathValue right = Right.Evaluate(current, root);
        return Operator switch
        {
            JsonPathOperator.Equal => AreEqual(left, right),
            JsonPathOperator.NotEqual => !AreEqual(left, right),
            JsonPathOperator.Less => IsLess(left, right),
            JsonPathOperator.LessOrEqual => IsLess(left, right) || AreEqual(left, right),
            JsonPathOperator.Greater => IsLess(right, left),
            _ => IsLess(right, left) || AreEqual(left, right),
        };
    }

    private static bool AreEqual(JsonPathValue left, JsonPathValue right)
        => left.IsNothing || right.IsNothing ? left.IsNothing && right.IsNothing : JsonNode.DeepEquals(left.Json, right.Json);

    // Only numbers and strings have an order.
    private static bool IsLess(JsonPathValue left, JsonPathValue right)
    {
        if (left.IsNothing || right.IsNothing) return false;
        return (left.Json?.GetValueKind(), right.Json?.GetValueKind()) switch
        {
            (JsonValueKind.Number, JsonValueKind.Number) => Number(left) < Number(right),
            (JsonValueKind.String, JsonValueKind.String) => CompareRunes(left.Json!.GetValue<string>(), right.Json!.GetValue<string>()) < 0,
            _ => false,
        };
    }

    private static double Number(JsonPathValue value) => value.Json!.AsValue().TryGetValue(out double number) ? number : value.Json.GetValue<int>();

    private static int CompareRunes(string left, string right)
    {
        foreach ((System.Text.Rune a, System.Text.Rune b) in left.EnumerateRunes().Zip(right.EnumerateRunes()))
        {
            if (a != b) return a.CompareTo(b);
        }

        return left.Length.CompareTo(right.Length);
    }
}

/// <summary><c>match(value, expression)</c> for the whole string, <c>search</c> for a part of it.</summary>
internal sealed record JsonPathMatch(JsonPathOperand Text, JsonPathOperand Expression, bool IsWhole) : JsonPathCondition
{
    public override bool Holds(JsonPathNode current, JsonPathNode root)
        => Text.Evaluate(current, root).AsString() is { } text
            && Expression.Evaluate(current, root).AsString() is { } expression
            && PortableExpression.IsMatch(text, expression, IsWhole);
}
