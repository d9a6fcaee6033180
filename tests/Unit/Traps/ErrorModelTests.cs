using System.Text;
using System.Text.Json;
using OpenCode.Client.Tests.Compilation;
using OpenCode.Core.Errors;
using OpenCode.Core.Json;
using OpenCode.Models;
using OpenCodeGen.Model;
using Xunit;

namespace OpenCode.Client.Tests.Traps;

/// <summary>However an error is spelled, it tells its name and its message by the same two members.</summary>
public sealed class ErrorModelTests
{
    private const string Message = """{"type": "object", "required": ["message"], "properties": {"message": {"type": "string"}}}""";

    public static TheoryData<string, string, string?, string?> Errors { get; } = new()
    {
        { """ "name": {"const": "Gone"}, "data": """ + Message, """{"name":"Gone","data":{"message":"m"}}""", "Gone", "m" },
        { """ "name": {"enum": ["Gone", "Lost"]}, "data": """ + Message, """{"name":"Lost","data":{"message":"m"}}""", "Lost", "m" },
        { """ "name": {"const": "Gone"}, "data": {"type": "object"} """, """{"name":"Gone","data":{"message":"m"}}""", "Gone", "m" },
        { """ "name": {"const": "Gone"}, "data": {} """, """{"name":"Gone"}""", "Gone", null },
        { """ "_tag": {"const": "Gone"}, "name": {"type": "string"}, "message": {"type": "string"} """, """{"_tag":"Gone","name":"n","message":"m"}""", "Gone", "m" },
        { """ "_tag": {"const": "Gone"} """, """{"_tag":"Gone"}""", "Gone", null },
        { """ "message": {"type": ["string", "null"]} """, """{"message":null}""", null, null },
        { """ "title": {"type": "string"}, "detail": {"type": "string"} """, """{"title":"t","detail":"d"}""", null, "d" },
        { """ "title": {"type": "string"}, "detail": {"type": "string"} """, """{"title":"t","detail":""}""", null, "t" },
        { """ "error": {"type": "string"} """, """{"error":"m"}""", null, "m" },
        { """ "errorMessage": {"type": "integer"}, "message": {"type": "string"} """, """{"errorMessage":7,"message":"m"}""", null, "m" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_tells_what_went_wrong(string properties, string json, string? name, string? message)
    {
        string required = properties.Contains("const", StringComparison.Ordinal) ? properties.Contains("_tag", StringComparison.Ordinal) ? "_tag" : "name" : "";
        CompiledClient client = CompiledClient.Of(WithError($$"""{"type": "object", "required": [{{(required.Length == 0 ? "" : $"\"{required}\"")}}], "properties": { {{properties}} } }"""));

        Assert.Equal((name, message), Told(client, "Failure", json));
    }

    [Theory]
    [InlineData(""" "code": {"type": "integer"} """)]
    [InlineData(""" "name": {"type": "string"} """)]
    [InlineData(""" "data": {"type": "object", "properties": {"code": {"type": "integer"} } } """)]
    public void What_tells_nothing_is_no_error(string properties)
        => Assert.Null(WithError($$"""{"type": "object", "properties": { {{properties}} } }""").Model().Object("Failure").Error);

    [Fact]
    public void A_success_is_no_error()
        => Assert.Null(new SpecBuilder().Schema("Failure", Message).Model().Object("Failure").Error);

    [Theory]
    [InlineData("""{"type": "object", "required": ["kind"], "properties": {"kind": {"const": "two"}, "message": {"type": "string"}}}""", true)]
    [InlineData("""{"type": "object", "required": ["kind"], "properties": {"kind": {"const": "two"}, "count": {"type": "integer"}}}""", false)]
    [InlineData("""{"type": "object", "required": ["kind"], "properties": {"kind": {"const": "two"}, "message": {"type": "string"}, "errorName": {"type": "string"}}}""", false)]
    [InlineData("""{"type": "string"}""", false)]
    public void A_union_is_an_error_when_every_variant_is(string second, bool isError)
    {
        SpecBuilder spec = new SpecBuilder()
            .Component("One", """{"type": "object", "required": ["kind"], "properties": {"kind": {"const": "one"}, "message": {"type": "string"}}}""")
            .Component("Two", second)
            .Component("Failure", $$"""{"anyOf": [{{SpecBuilder.Reference("One")}}, {{SpecBuilder.Reference("Two")}}]}""")
            .Schema("Turn", $$"""{"type": "object", "properties": {"error": {{SpecBuilder.Reference("Failure")}}, "other": {{SpecBuilder.Reference("One")}} } }""");
        CompiledClient client = CompiledClient.Of(spec);

        Assert.Equal(isError, typeof(IErrorModel).IsAssignableFrom(client.Type("OpenCode.Models.Failure")));
        Assert.Equal((null, "m"), Told(client, "One", """{"kind":"one","message":"m"}"""));
    }

    [Theory]
    [InlineData("""{"name":"APIError","data":{"message":"too many","isRetryable":true}}""", "APIError", "too many")]
    [InlineData("""{"name":"MessageAbortedError","data":{"message":"aborted"}}""", "MessageAbortedError", "aborted")]
    [InlineData("""{"name":"MessageOutputLengthError","data":{}}""", "MessageOutputLengthError", null)]
    [InlineData("""{"name":"BrandNewError","data":{"message":"new"}}""", "BrandNewError", "new")]
    [InlineData("""{"_tag":"BrandNewError","detail":"new"}""", "BrandNewError", "new")]
    [InlineData("""{"name":"\ud800","message":"half"}""", null, "half")]
    [InlineData("7", null, null)]
    public void The_error_of_a_turn_tells_it_without_a_switch(string json, string? name, string? message)
    {
        AssistantMessageError error = new JsonDecoding().DecodeDocument(Encoding.UTF8.GetBytes(json), AssistantMessageError.Decode);

        Assert.Equal((name, message), (error.ErrorName, error.ErrorMessage));
    }

    private static SpecBuilder WithError(string schema) => new SpecBuilder().Component("Failure", schema)
        .Operation("get", "/x", $$"""{"responses": {{SpecBuilder.Answer("""{"type": "boolean"}""",
            $$"""
              "404": {"description": "", "content": {"application/json": {"schema": {{SpecBuilder.Reference("Failure")}} } } }
              """)}}}""");

    private static (string? Name, string? Message) Told(CompiledClient client, string model, string json)
    {
        var error = (IErrorModel)JsonSerializer.Deserialize(json, client.Type("OpenCode.Models." + model))!;
        return (error.ErrorName, error.ErrorMessage);
    }
}
