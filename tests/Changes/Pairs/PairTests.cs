using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Reports;
using OpenCode.Workbench;

namespace OpenCodeGen.Changes.Tests.Pairs;

/// <summary>Small pairs of documents, each with what has to be found, and nothing else.</summary>
public sealed class PairTests
{
    private const string Folder = "tests/Changes/Pairs";

    public static TheoryData<string, string> Schemas
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (JsonNode? pair in Read("schemas.json"))
            {
                cases.Add((string)pair!["name"]!, "request");
                cases.Add((string)pair["name"]!, "response");
            }

            return cases;
        }
    }

    public static TheoryData<string> Operations => [.. Read("operations.json").Select(static p => (string)p!["name"]!)];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_change_of_a_schema_is_found_as_what_it_is(string name, string direction)
    {
        JsonNode pair = Find("schemas.json", name);

        IReadOnlyList<Finding> findings = Compare(Document(pair, "old", direction), Document(pair, "new", direction));

        Assert.Equal(Strings(pair[direction]!), Ids(findings));
        Assert.All(findings, static f => Assert.Equal(["POST /a"], f.Operations));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_change_of_an_operation_is_found_as_what_it_is(string name)
    {
        JsonNode pair = Find("operations.json", name);

        Assert.Equal(Strings(pair["expect"]!), Ids(Compare(Whole(pair["old"]!), Whole(pair["new"]!))));
    }

    /// <summary>Both directions of every pair, also the way back: what is not the same must be found in both.</summary>
    [Fact]
    public void What_differs_one_way_differs_the_other_way_too()
    {
        List<string> silent = [];
        foreach (JsonNode? pair in Read("schemas.json"))
        {
            string[] there = Ids(Compare(Document(pair!, "old", "request"), Document(pair!, "new", "request")));
            string[] back = Ids(Compare(Document(pair!, "new", "response"), Document(pair!, "old", "response")));

            // That something is deprecated, or is compared as the server's own, is no change of what is sent the other way.
            if (there.Length > 0 && back.Length == 0 && !there[0].Contains("deprecated", StringComparison.Ordinal) && !pair!["name"]!.ToString().Contains("only sent", StringComparison.Ordinal))
                silent.Add($"{pair["name"]}: {string.Join(", ", there)}");
        }

        Assert.Empty(silent);
    }

    [Fact]
    public void Every_rule_has_a_pair()
    {
        IEnumerable<string> shown = Read("schemas.json").SelectMany(static p => Strings(p!["request"]!).Concat(Strings(p["response"]!)))
            .Concat(Read("operations.json").SelectMany(static p => Strings(p!["expect"]!)));

        Assert.Empty(RuleList.OfWire.Select(static r => r.Id).Except(shown, StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>The same change of a parameter in two operations, first in one of them and then in both.</summary>
    [Fact]
    public void What_is_accepted_of_one_operation_is_not_accepted_of_another()
    {
        Finding one = Assert.Single(Compare(Parameters(false, false), Parameters(true, false)));
        Finding both = Assert.Single(Compare(Parameters(false, false), Parameters(true, true)));
        Assert.Equal(["GET /a"], one.Operations);
        Assert.Equal(["GET /a", "GET /b"], both.Operations);
        Assert.NotEqual(one.Fingerprint, both.Fingerprint);
    }

    /// <summary>A parameter that operations share is one, however many they are.</summary>
    [Fact]
    public void What_is_accepted_of_a_shared_parameter_stays_accepted()
    {
        Finding one = Assert.Single(Compare(Shared(1, isRequired: false), Shared(1, isRequired: true)));
        Finding two = Assert.Single(Compare(Shared(2, isRequired: false), Shared(2, isRequired: true)));
        Assert.Equal(one.Fingerprint, two.Fingerprint);
    }

    [Theory]
    [InlineData("acme.Session", "property", "property", "acme.Session.property")]
    [InlineData("Session", "time.at", "time.at", "Session.time.at")]
    public void A_member_is_the_property_whatever_the_names_have_in_them(string component, string property, string member, string subject)
    {
        string Of(string type) => Whole(JsonNode.Parse($$$"""
            {"paths": {"/a": {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/{{{component}}}" } } } } } } },
             "components": {"schemas": {"{{{component}}}": {"type": "object", "properties": {"{{{property}}}": {"type": "{{{type}}}" } } } } } }
            """)!);
        Finding finding = Assert.Single(Compare(Of("string"), Of("integer")));
        Assert.Equal((member, subject), (finding.Member, finding.Subject));
    }

    private static IReadOnlyList<Finding> Compare(string before, string after)
        => new ChangeRun().Run(System.Text.Encoding.UTF8.GetBytes(before), "old", System.Text.Encoding.UTF8.GetBytes(after), "new").Wire;

    private static string[] Ids(IEnumerable<Finding> findings) => [.. findings.Select(static f => f.Rule.Id).Order(StringComparer.Ordinal)];

    private static string[] Strings(JsonNode list) => [.. list.AsArray().Select(static i => (string)i!).Order(StringComparer.Ordinal)];

    private static string Document(JsonNode pair, string side, string direction)
    {
        JsonNode schema = pair[side]!.DeepClone();
        if ((string)pair["schema"]! == "value") schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["v"] = schema } };
        JsonObject content = new() { ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } } };
        JsonObject operation = direction == "request"
            ? new() { ["requestBody"] = content, ["responses"] = new JsonObject() }
            : new() { ["responses"] = new JsonObject { ["200"] = content } };
        JsonObject document = new() { ["paths"] = new JsonObject { ["/a"] = new JsonObject { ["post"] = operation } } };
        JsonNode? components = (pair[side + "Components"] ?? pair["components"])?.DeepClone();
        if (components is not null) document["components"] = new JsonObject { ["schemas"] = components };
        document["openapi"] = (pair[side + "Version"] ?? pair["version"])?.DeepClone();
        return Whole(document);
    }

    private static string Parameters(bool isFirstRequired, bool isSecondRequired)
    {
        static JsonObject Item(bool isRequired) => new()
        {
            ["get"] = new JsonObject { ["parameters"] = new JsonArray(new JsonObject { ["name"] = "q", ["in"] = "query", ["required"] = isRequired }) },
        };
        return Whole(new JsonObject { ["paths"] = new JsonObject { ["/a"] = Item(isFirstRequired), ["/b"] = Item(isSecondRequired) } });
    }

    private static string Shared(int operations, bool isRequired)
    {
        JsonObject paths = [];
        for (int i = 0; i < operations; i++)
        {
            JsonArray parameters = [new JsonObject { ["$ref"] = "#/components/parameters/q" }];
            paths[$"/{i}"] = new JsonObject { ["get"] = new JsonObject { ["parameters"] = parameters } };
        }

        JsonObject parameter = new() { ["name"] = "q", ["in"] = "query", ["required"] = isRequired };
        return Whole(new JsonObject { ["paths"] = paths, ["components"] = new JsonObject { ["parameters"] = new JsonObject { ["q"] = parameter } } });
    }

    private static string Whole(JsonNode part)
    {
        JsonNode document = part.DeepClone();
        document["openapi"] ??= "3.1.0";
        document["info"] = new JsonObject { ["title"] = "t", ["version"] = "1" };
        return document.ToJsonString();
    }

    private static JsonNode Find(string file, string name) => Read(file).First(p => (string)p!["name"]! == name)!;

    private static JsonArray Read(string file) => JsonNode.Parse(File.ReadAllBytes(Path.Combine(Clone.InRoot(Folder), file)))!.AsArray();
}
