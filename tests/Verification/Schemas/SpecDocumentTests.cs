using OpenCode.Core.Responses;
using OpenCode.Verification;
using OpenCode.Verification.Schemas;
using OpenCode.Verification.Tests.Traffic;
using Xunit;

namespace OpenCode.Verification.Tests.Schemas;

/// <summary>Documents are understood as they are written, those with the keywords of 3.0 too.</summary>
public sealed class SpecDocumentTests
{
    [Theory]
    [InlineData("""{"type":"string","nullable":true}""", "null", true)]
    [InlineData("""{"type":"string","nullable":false}""", "null", false)]
    [InlineData("""{"type":"string"}""", "null", false)]
    [InlineData("""{"$ref":"#/components/schemas/a~1b","nullable":true}""", "null", true)]
    [InlineData("""{"$ref":"#/components/schemas/a~1b"}""", "\"x\"", false)]
    [InlineData("""{"$ref":"#/components/schemas/a~1b"}""", "1", true)]
    [InlineData("""{"type":"object","properties":{"nullable":{"type":"boolean"}},"required":["nullable"]}""", """{"nullable":true}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"string","nullable":true}}}}""", """{"a":[null]}""", true)]
    [InlineData("""{"anyOf":[{"type":"number"},{"type":"string","nullable":true}]}""", "null", true)]
    [InlineData("""{"type":"integer","minimum":1,"exclusiveMinimum":true}""", "1", false)]
    [InlineData("""{"type":"integer","minimum":1,"exclusiveMinimum":false}""", "1", true)]
    [InlineData("""{"type":"integer","maximum":5,"exclusiveMaximum":true}""", "4", true)]
    [InlineData("""{"type":"integer"}""", "1.0", true)]
    [InlineData("""{"type":"integer"}""", "1.5", false)]
    [InlineData("""{"type":["string","null"]}""", "null", true)]
    [InlineData("""{"enum":[{"nullable":true}]}""", """{"nullable":true}""", true)]
    [InlineData("""{"type":"string","format":"date-time","example":{"$ref":"#/nowhere"},"x-more":{"$ref":"#/nowhere"}}""", "\"no date\"", true)]
    public void A_schema_means_what_it_says(string schema, string body, bool holds)
        => Assert.Equal(holds, Judge(schema).Judge(OperationCatalog.Find("command.list")!, Exchanges.Json("GET /command", body)).Count == 0);

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, true)]
    [InlineData(503, true)]
    [InlineData(302, false)]
    public void A_status_is_documented_by_itself_by_its_class_or_by_reference(int status, bool documented)
    {
        var document = SpecDocument.Parse("""
            {"paths":{"/command":{"parameters":[],"get":{"operationId":"command.list","responses":{
              "200":{"content":{"application/json":{}}},"4XX":{"$ref":"#/components/responses/Bad"},"503":{}}}}},
             "components":{"responses":{"Bad":{"content":{"application/json":{"schema":{"type":"object"}}}}}}}
            """);

        Assert.Equal(documented, document.Find("command.list", status) is not null);
        Assert.Equal(status == 404 ? ["application/json"] : [], status == 404 ? document.Find("command.list", status)!.Value.ContentTypes : []);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    public void What_is_no_document_is_refused(string json) => Assert.Throws<FormatException>(() => SpecDocument.Parse(json));

    private static SchemaJudge Judge(string schema) => new(SpecDocument.Parse($$$$$$$$$$"""
        {"paths":{"/command":{"get":{"operationId":"command.list","responses":{"200":{"content":{"application/json":{"schema":{{{{{{{{{{schema}}}}}}}}}}}}}}}}},
         "components":{"schemas":{"a/b":{"type":"integer"}}}}
        """));
}
