using System.Text.Json.Nodes;

namespace OpenCode.Pact.Consumer;

/// <summary>Values that match more than themselves, in the form that the Pact core reads.</summary>
public static class Matching
{
    /// <summary>Any value of the example's JSON type. What is inside is matched by type as well, unless it says otherwise.</summary>
    /// <param name="example">The example.</param>
    public static JsonObject Type(JsonNode? example) => Rule("type", example);

    /// <summary>A list whose every item matches the one item of the example.</summary>
    /// <param name="item">The item.</param>
    /// <param name="min">How many items there must be at least; zero lets an empty list pass.</param>
    public static JsonObject EachLike(JsonNode? item, int min)
    {
        JsonObject rule = Rule("type", new JsonArray(item));
        if (min > 0) rule["min"] = min;
        return rule;
    }

    /// <summary>A list that has an item for each of the given variants, among others.</summary>
    /// <param name="variants">The variants.</param>
    public static JsonObject Containing(params JsonNode[] variants)
        => new() { ["pact:matcher:type"] = "arrayContains", ["variants"] = new JsonArray([.. variants]) };

    /// <summary>An object whose names are data: every value matches the example's one value.</summary>
    /// <param name="name">A name.</param>
    /// <param name="value">Its value.</param>
    public static JsonObject EachValue(string name, JsonNode? value)
        => new() { ["pact:matcher:type"] = "values", ["value"] = new JsonObject { [name] = value } };

    /// <summary>Exactly this value, even where the surrounding value is matched by type.</summary>
    /// <param name="value">The value.</param>
    public static JsonObject Exactly(JsonNode? value) => Rule("equality", value);

    /// <summary>A whole number.</summary>
    /// <param name="example">The example.</param>
    public static JsonObject Integer(long example) => Rule("integer", example);

    /// <summary>Any number.</summary>
    /// <param name="example">The example.</param>
    public static JsonObject Number(double example) => Rule("number", example);

    /// <summary>A text of a form.</summary>
    /// <param name="pattern">A regular expression of the whole text, with or without <c>^</c> and <c>$</c>.</param>
    /// <param name="example">A text that it matches.</param>
    public static JsonObject Regex(string pattern, string example)
    {
        JsonObject rule = Rule("regex", example);
        rule["regex"] = pattern;
        return rule;
    }

    /// <summary>A value that the provider's state supplies when the pact is verified.</summary>
    /// <param name="expression">A text with names of state values in <c>${}</c>.</param>
    /// <param name="example">The text that the consumer sends.</param>
    public static JsonObject FromState(string expression, string example)
    {
        JsonObject rule = Exactly(example);
        rule["pact:generator:type"] = "ProviderState";
        rule["expression"] = expression;
        return rule;
    }

    private static JsonObject Rule(string matcher, JsonNode? value) => new() { ["pact:matcher:type"] = matcher, ["value"] = value };
}
