using System.Text.Json.Nodes;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;

namespace OpenCode.Contract.Tests.Pact;

/// <summary>What each rule lets pass, and at which place it refuses the rest.</summary>
internal static class RuleCases
{
    /// <summary>The rules, and values with the place of the mismatch; an empty place for none.</summary>
    private static readonly (string Name, Func<JsonNode?> Rule, (string Value, string Place)[] Values)[] _rules =
    [
        ("Type(text)", () => Matching.Type("a"),
            [("\"b\"", ""), ("\"\"", ""), ("\"ü 日本\"", ""), ("1", "$.v"), ("true", "$.v"), ("null", "$.v"), ("[]", "$.v"), ("{}", "$.v")]),
        ("Type(whole number)", () => Matching.Type(1), [("2", ""), ("-9007199254740993", ""), ("\"1\"", "$.v"), ("null", "$.v")]),
        ("Type(truth)", () => Matching.Type(true), [("false", ""), ("0", "$.v"), ("\"true\"", "$.v")]),
        ("Type(null)", () => Matching.Type(null), [("null", ""), ("1", "$.v"), ("\"null\"", "$.v")]),
        ("Type(object)", () => Matching.Type(new JsonObject { ["a"] = 1 }),
            [("""{"a":2}""", ""), ("""{"a":2,"b":3}""", ""), ("""{"a":"x"}""", "$.v.a"), ("{}", "$.v"), ("[]", "$.v"), ("null", "$.v")]),
        ("Type(list)", () => Matching.Type(new JsonArray(1)), [("[2,3]", ""), ("[]", ""), ("""[1,"x"]""", "$.v[1]"), ("{}", "$.v")]),
        ("EachLike(at least none)", () => Matching.EachLike(Matching.Type("a"), 0), [("[]", ""), ("""["b"]""", ""), ("[1]", "$.v[0]"), ("{}", "$.v")]),
        ("EachLike(at least one)", () => Matching.EachLike(Matching.Type("a"), 1),
            [("""["b"]""", ""), ("""["b","c"]""", ""), ("[]", "$.v"), ("""["b",1]""", "$.v[1]"), ("\"b\"", "$.v"), ("null", "$.v")]),
        ("EachLike(at least two)", () => Matching.EachLike(Matching.Type("a"), 2), [("""["b","c"]""", ""), ("""["b"]""", "$.v")]),
        ("EachLike(objects)", () => Matching.EachLike(new JsonObject { ["n"] = Matching.Integer(1) }, 1),
            [("""[{"n":2},{"n":3,"m":4}]""", ""), ("""[{"n":2},{}]""", "$.v[1]"), ("""[{"n":2},{"n":"x"}]""", "$.v[1].n")]),
        ("Containing(one)", () => Matching.Containing(Kind("a")),
            [("""[{"kind":"b"},{"kind":"a"}]""", ""), ("""[{"kind":"a","more":1}]""", ""), ("""[{"kind":"b"}]""", "$.v"), ("[]", "$.v")]),
        ("Containing(two)", () => Matching.Containing(Kind("a"), Kind("b")),
            [("""[{"kind":"b"},{"kind":"a"}]""", ""), ("""[{"kind":"a"},{"kind":"a"}]""", "$.v")]),
        ("EachValue", () => Matching.EachValue("name", Matching.Integer(1)),
            [("""{"other":2,"ü":3}""", ""), ("{}", ""), ("""{"other":"x"}""", "$.v.other"), ("""{"it's":"x"}""", @"$.v['it\'s']"), ("[]", "$.v")]),
        ("Exactly(text)", () => Matching.Exactly("é"), [("\"é\"", ""), ("\"\\u00e9\"", ""), ("\"e\"", "$.v"), ("\"É\"", "$.v"), ("1", "$.v")]),
        ("Exactly(number)", () => Matching.Exactly(1), [("1", ""), ("2", "$.v"), ("\"1\"", "$.v"), ("true", "$.v")]),
        ("Exactly(null)", () => Matching.Exactly(null), [("null", ""), ("0", "$.v"), ("\"\"", "$.v")]),
        ("Exactly(object)", () => Matching.Exactly(new JsonObject { ["a"] = 1 }),
            [("""{"a":1}""", ""), ("""{"a":2}""", "$.v"), ("""{"a":1,"b":2}""", "$.v"), ("{}", "$.v")]),
        ("Exactly in Type", () => Matching.Type(Kind("a")), [("""{"kind":"a"}""", ""), ("""{"kind":"b"}""", "$.v.kind")]),
        ("Integer", () => Matching.Integer(1),
            [("7", ""), ("-7", ""), ("9007199254740993", ""), ("1.5", "$.v"), ("\"1\"", "$.v"), ("null", "$.v"), ("true", "$.v")]),
        ("Number", () => Matching.Number(0.5), [("1.5", ""), ("1", ""), ("-2e10", ""), ("\"1.5\"", "$.v"), ("null", "$.v")]),
        ("Regex", () => Matching.Regex("^é+$", "é"), [("\"ééé\"", ""), ("\"e\"", "$.v"), ("\"\"", "$.v"), ("1", "$.v"), ("null", "$.v")]),
        ("Regex without ends", () => Matching.Regex("a+", "a"), [("\"aa\"", ""), ("\"ab\"", "$.v"), ("\"ba\"", "$.v")]),
        ("FromState without a state", () => Matching.FromState("${id}", "a"), [("\"a\"", ""), ("\"b\"", "$.v")]),
        ("a literal", () => "a", [("\"a\"", ""), ("\"b\"", "$.v"), ("null", "$.v")]),
        ("a literal list", () => new JsonArray(1, 2), [("[1,2]", ""), ("[2,1]", "$.v[0]"), ("[1]", "$.v"), ("[1,2,3]", "$.v")]),
    ];

    public static IReadOnlyList<RuleCase> All { get; } =
        [.. _rules.SelectMany(static r => r.Values.Select(v => new RuleCase(r.Name, r.Rule, v.Value, v.Place)))];

    private static JsonObject Kind(string kind) => new() { ["kind"] = Matching.Exactly(kind) };
}

/// <summary>A value that a rule is tried with.</summary>
/// <param name="RuleName">What to call the rule.</param>
/// <param name="Rule">Makes the rule: JSON nodes belong to one document.</param>
/// <param name="Value">The JSON that the provider answers under <c>v</c>.</param>
/// <param name="Place">Where it does not match; empty when it does.</param>
internal sealed record RuleCase(string RuleName, Func<JsonNode?> Rule, string Value, string Place)
{
    public override string ToString() => $"{RuleName} {(Place.Length == 0 ? "takes" : "refuses")} {Value}";
}
