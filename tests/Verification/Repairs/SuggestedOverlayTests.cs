using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Repairs;
using OpenCode.Verification.Results;
using OpenCode.Verification.Schemas;
using OpenCode.Verification.Tests.Traffic;
using OpenCode.Verification.Traffic;
using OpenCodeGen.Overlays;
using Xunit;

namespace OpenCode.Verification.Tests.Repairs;

/// <summary>A document with the suggested overlay says what the server sent, whatever was wrong with it.</summary>
public sealed class SuggestedOverlayTests
{
    private const string Idle = "\"id\":\"evt_1\",\"properties\":{}";

    /// <summary>Requests and what was sent back, with the kind of difference that the document has from it.</summary>
    public static TheoryData<string, int, string?, string, string> Sent => new()
    {
        { "GET /vcs", 200, "application/json", """{"branch":null}""", "UnexpectedNull" },
        { "GET /vcs", 200, "application/json", """{"branch":7}""", "WrongType" },
        { "GET /vcs", 200, "application/json", """{"branch":"a","added":[{"deep":true}]}""", "AddedProperty" },
        { "GET /vcs", 200, "application/json", """{"branch":"a","kind":"svn"}""", "UnknownValue" },
        { "GET /vcs", 200, "application/json", """{"root":{"path":"a"},"branch":"a"}""", "MissingProperty" },
        { "GET /vcs", 200, "application/json", """{"branch":"a","of":null}""", "UnexpectedNull" },
        { "GET /vcs", 200, "application/json", """{"branch":"a","shape":{"type":"round","r":1}}""", "UnknownVariant" },
        { "GET /vcs", 400, "application/json", """{"name":"BadRequest","data":{"message":"no"}}""", "UnknownVariant" },
        { "GET /vcs", 500, "application/json", """{"name":"UnknownError","data":{"message":"no"}}""", "Status" },
        { "GET /vcs", 503, "application/json", """{"error":"later"}""", "Status" },
        { "GET /vcs", 415, "text/plain", "Unsupported", "Status" },
        { "GET /vcs", 401, null, "", "Status" },
        { "GET /agent", 200, "application/json", """[{"name":"a"},{"name":null}]""", "UnexpectedNull" },
        { "GET /event", 200, "text/event-stream", $$"""data: {"type":"server.new",{{Idle}}}""" + "\n\n", "UnknownVariant" },
    };

    private const string Document = """
        {"openapi":"3.1.0","info":{"title":"t","version":"1"},
         "paths":{
          "/vcs":{"get":{"operationId":"vcs.get","responses":{
            "200":{"description":"ok","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Vcs"}}}},
            "400":{"description":"bad","content":{"application/json":{"schema":{"anyOf":
              [{"$ref":"#/components/schemas/Tagged"},{"$ref":"#/components/schemas/Other"}]}}}}}}},
          "/agent":{"get":{"operationId":"app.agents","responses":{"200":{"description":"ok","content":{"application/json":{"schema":
            {"type":"array","items":{"type":"object","properties":{"name":{"type":"string"}}}}}}}}}},
          "/event":{"get":{"operationId":"event.subscribe","responses":{"200":{"description":"ok","content":{"text/event-stream":{"schema":
            {"$ref":"#/components/schemas/Event"}}}}}}}},
         "components":{"schemas":{
          "Vcs":{"type":"object","additionalProperties":false,"properties":{"branch":{"type":"string"},"kind":{"type":"string","enum":["git","hg"]},
            "of":{"$ref":"#/components/schemas/Root"},"root":{"$ref":"#/components/schemas/Root"},
            "shape":{"anyOf":[{"$ref":"#/components/schemas/Square"},{"$ref":"#/components/schemas/Oval"}]}}},
          "Root":{"type":"object","properties":{"path":{"type":"string"},"name":{"type":"string"}},"required":["path","name"]},
          "Square":{"type":"object","properties":{"type":{"type":"string","enum":["square"]}},"required":["type"]},
          "Oval":{"type":"object","properties":{"type":{"type":"string","enum":["oval"]}},"required":["type"]},
          "Event":{"anyOf":[{"$ref":"#/components/schemas/Square"},{"$ref":"#/components/schemas/Oval"}]},
          "Other":{"type":"object","properties":{"_tag":{"type":"string","enum":["Other"]}},"required":["_tag"]},
          "Tagged":{"type":"object","properties":{"_tag":{"type":"string","enum":["Tagged"]}},"required":["_tag"]},
          "BadRequest":{"type":"object","properties":{"name":{"type":"string","enum":["BadRequest"]},"data":{"type":"object"}},"required":["name","data"]},
          "UnknownError":{"type":"object","properties":{"name":{"type":"string","enum":["UnknownError"]},"data":{"type":"object"}},"required":["name"]}}}}
        """;

    [Theory]
    [MemberData(nameof(Sent))]
    public void The_repaired_document_says_what_was_sent(string request, int status, string? contentType, string body, string kind)
    {
        RecordedExchange exchange = Exchanges.Of(request, status, contentType, body);
        RepairCheck check = Check(SpecDocument.Parse(Document), exchange);
        Assert.Equal([kind], check.Unrepaired.Select(static s => s.Drift.Kind).Distinct());

        string overlay = SuggestedOverlay.Of(check.Unrepaired, new SchemaJudge(SpecDocument.Parse(Document))).Write("1.2.3");

        Assert.Empty(Check(Repaired(overlay), exchange).Unrepaired);
    }

    [Fact]
    public void An_error_that_the_document_knows_elsewhere_is_referred_to()
    {
        string overlay = Suggest(Exchanges.Of("GET /vcs", 500, "application/json", """{"name":"UnknownError","data":{"message":"no"}}"""));

        Assert.Contains("""{"schema":{"$ref":"#/components/schemas/UnknownError"}}""", overlay, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_suggested_names_no_value_that_a_person_wrote()
    {
        string overlay = Suggest(Exchanges.Of("GET /vcs", 503, "application/json", """{"user":"Ada","token":"s3cret","error":"later"}"""))
            + Suggest(Exchanges.Of("GET /vcs", 200, "application/json", """{"root":"s3cret of Ada","branch":"b"}"""));

        Assert.DoesNotContain("Ada", overlay, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", overlay, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_action_is_found_for_is_said()
    {
        string overlay = Suggest(Exchanges.Of("GET /vcs", 200, "application/json", "not JSON"));

        JsonObject json = JsonNode.Parse(overlay)!.AsObject();
        Assert.Empty(json["actions"]!.AsArray());
        Assert.StartsWith("vcs.get 200 (response): NotJson", (string?)json["x-unrepaired"]![0], StringComparison.Ordinal);
    }

    /// <summary>Bodies that cannot be read as what they say they are; none of them costs the other suggestions.</summary>
    [Theory]
    [InlineData("application/json", "<html>")]
    [InlineData("application/json", """{"name":"\ud800"}""")]
    [InlineData(null, "later")]
    public void An_odd_body_of_an_unknown_status_is_no_exception(string? contentType, string body)
    {
        JsonNode overlay = JsonNode.Parse(Suggest(Exchanges.Of("GET /vcs", 503, contentType, body)))!;

        Assert.Equal(1, overlay["actions"]!.AsArray().Count + (overlay["x-unrepaired"]?.AsArray().Count ?? 0));
    }

    [Fact]
    public void Two_errors_of_one_status_are_both_looked_at()
    {
        var check = new RepairCheck(KnownDifferences.None, new SchemaJudge(SpecDocument.Parse(Document)));
        check.Add(Exchanges.Of("GET /vcs", 503, "application/json", """{"name":"A","data":{}}"""));
        check.Add(Exchanges.Of("GET /vcs", 503, "text/plain", "later"));

        Assert.Equal(2, check.Unrepaired.Count);
    }

    [Fact]
    public void What_is_suggested_is_read_as_repairs()
    {
        string overlay = Suggest(Exchanges.Of("GET /vcs", 200, "application/json", """{"branch":null}"""));

        KnownDifference repaired = Assert.Single(RepairOverlay.Parse(JsonNode.Parse(overlay)!.AsObject(), "x.json"));
        Assert.Equal(("vcs.get", "/branch", "UnexpectedNull", TrafficJudge.Schema), (repaired.Operation, repaired.Pointer, repaired.Kind, repaired.SeenBy));
    }

    private static string Suggest(RecordedExchange exchange)
        => SuggestedOverlay.Of(Check(SpecDocument.Parse(Document), exchange).Unrepaired, new SchemaJudge(SpecDocument.Parse(Document))).Write("1.2.3");

    private static RepairCheck Check(SpecDocument document, RecordedExchange exchange)
    {
        var check = new RepairCheck(KnownDifferences.None, new SchemaJudge(document));
        check.Add(exchange);
        return check;
    }

    private static SpecDocument Repaired(string overlay) => SpecDocument.Parse(Encoding.UTF8.GetString(
        OverlaidDocument.Apply(Encoding.UTF8.GetBytes(Document), [Overlay.Parse(Encoding.UTF8.GetBytes(overlay), "x.json")]).Utf8.Span));
}
