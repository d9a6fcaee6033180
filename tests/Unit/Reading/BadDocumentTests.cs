using System.Text;
using OpenCode.Core.Operations;
using OpenCodeGen;
using OpenCodeGen.Model;
using OpenCodeGen.Reading;
using Xunit;

namespace OpenCode.Client.Tests.Reading;

/// <summary>A document that cannot become a client is refused with one sentence that says where and what.</summary>
public sealed class BadDocumentTests
{
    private const string Valid = """{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}}""";

    public static TheoryData<string, string, string> WholeDocuments { get; } = new()
    {
        { "empty", "", "test.json is not JSON" },
        { "only white space", " \n ", "test.json is not JSON" },
        { "YAML", "openapi: 3.1.0\npaths: {}", "test.json is YAML; convert it to JSON first" },
        { "YAML after a comment", "# Pets\n\nopenapi: 3.1.0\npaths: {}", "test.json is YAML" },
        { "Swagger in YAML", "---\nswagger: '2.0'", "test.json is YAML" },
        { "two paths that differ by a slash at the end",
            """{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/x": {"get": {"responses": {}}}, "/x/": {"get": {"responses": {}}}}}""",
            "the paths '/x' and '/x/' become one request builder, which cannot have GET twice" },
        { "two paths that differ by the name of a parameter",
            """{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/x/{a}": {"get": {"responses": {}}}, "/x/{b}": {"get": {"responses": {}}}}}""",
            "the paths '/x/{a}' and '/x/{b}' become one request builder" },
        { "a path with a fragment", """{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/x#y": {"get": {"responses": {}}}}}""",
            "the path '/x#y' has a fragment, which is never sent" },
        { "a path with a query", """{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/x?y=1": {"get": {"responses": {}}}}}""",
            "#/paths/~1x?y=1/get: the path '/x?y=1' has a query, which belongs into parameters" },
        { "an error after examples",
            """{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": {"requestBody": {"content": {"application/json": {"examples": {"e": {"value": 1}}}}}, "responses": {}}}, "/b": {"get": {"description": {}, "responses": {}}}}}""",
            " at #/paths/~1b/get/description" },
        { "HTML", "<!doctype html><html></html>", "test.json is not JSON" },
        { "trailing comma", """{"openapi": "3.1.0",}""", "test.json is not JSON" },
        { "single quotes", "{'openapi': '3.1.0'}", "test.json is not JSON" },
        { "two documents", Valid + Valid, "test.json is not JSON" },
        { "truncated in a string", Valid[..20], "test.json is truncated" },
        { "truncated after a colon", Valid[..12], "test.json is truncated" },
        { "truncated before the last brace", Valid[..^1], "test.json is truncated" },
        { "array root", "[]", "its root is array" },
        { "string root", "\"openapi\"", "its root is string" },
        { "array of documents", $"[{Valid}]", "its root is array" },
        { "no openapi key", """{"info": {}, "paths": {}}""", "has no \"openapi\" version" },
        { "openapi is a number", """{"openapi": 3.1, "paths": {}}""", "has no \"openapi\" version" },
        { "openapi is null", """{"openapi": null, "paths": {}}""", "has no \"openapi\" version" },
        { "openapi nested", """{"document": {"openapi": "3.1.0"}}""", "has no \"openapi\" version" },
        { "Swagger 2", """{"swagger": "2.0", "paths": {}}""", "Swagger 2" },
        { "OpenAPI 4", """{"openapi": "4.0.0", "paths": {}}""", "OpenAPI 4.0.0" },
        { "OpenAPI 2 in the new key", """{"openapi": "2.0", "paths": {}}""", "OpenAPI 2.0" },
        { "OpenAPI 30", """{"openapi": "30.1.0", "paths": {}}""", "OpenAPI 30.1.0" },
        { "a version without a dot", """{"openapi": "3", "paths": {}}""", "OpenAPI 3;" },
        { "paths is an array", """{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": []}""", "paths" },
        { "a path without a slash", """{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"x": {"get": {"responses": {}}}}}""",
            "#/paths/x" },
        { "a name given twice", """{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/x": {}, "/x": {}}}""", "test.json" },
    };

    public static TheoryData<string, string, string> Schemas { get; } = new()
    {
        { "a dangling reference", """{"$ref": "#/components/schemas/Missing"}""",
            "#/components/schemas/Bad: the $ref '#/components/schemas/Missing' is dangling" },
        { "a dangling reference under a property called default", """{"type": "object", "properties": {"default": {"$ref": "#/components/schemas/Missing"}}}""",
            "#/components/schemas/Bad/properties/default: the $ref" },
        { "a dangling reference under a property called example", """{"type": "object", "properties": {"example": {"$ref": "#/components/schemas/Missing"}}}""",
            "#/components/schemas/Bad/properties/example: the $ref" },
        { "a dangling reference in a list", """{"type": "array", "items": {"$ref": "#/components/schemas/Missing"}}""",
            "#/components/schemas/Bad/items: the $ref" },
        { "a reference past the end of a list", """{"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Bad/anyOf/7"}]}""",
            "#/components/schemas/Bad/anyOf/1: the $ref" },
        { "a reference to a file", """{"$ref": "other.json#/components/schemas/X"}""", "leaves the document" },
        { "a reference to a server", """{"$ref": "https://example.com/x.json"}""", "leaves the document" },
        { "an anchor", """{"$ref": "#anchor"}""", "is not a JSON pointer" },
        { "a reference to itself", """{"$ref": "#/components/schemas/Bad"}""", "#/components/schemas/Bad: is cyclic" },
        { "a list of itself", """{"type": "array", "items": {"$ref": "#/components/schemas/Bad"}}""", "#/components/schemas/Bad: is cyclic" },
        { "a map of itself", """{"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Bad"}}""", "#/components/schemas/Bad: is cyclic" },
        { "a conditional", """{"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}}""", "#/components/schemas/Bad/if: " },
        { "dependent schemas", """{"type": "object", "dependentSchemas": {"a": {"required": ["b"]}}}""", "#/components/schemas/Bad/dependentSchemas: " },
        { "a dynamic reference", """{"$dynamicRef": "#node"}""", "#/components/schemas/Bad/$dynamicRef: " },
        { "a made-up keyword", """{"type": "object", "gadget": 1}""", "#/components/schemas/Bad/gadget: the keyword 'gadget' is not understood." },
        { "a misspelt keyword", """{"type": "object", "propertys": {"a": {"type": "string"}}}""", "#/components/schemas/Bad/propertys: " },
        { "a made-up keyword with a slash", """{"type": "object", "a/b~c": 1}""", "#/components/schemas/Bad/a~1b~0c: " },
        { "a negation with content", """{"not": {"type": "string"}}""", "#/components/schemas/Bad/not: " },
        { "a negation of a property set", """{"type": "object", "not": {"required": ["a", "b"]}}""", "#/components/schemas/Bad/not: " },
        { "two patterns", """{"type": "object", "patternProperties": {"^a": {"type": "string"}, "^b": {"type": "number"}}}""",
            "#/components/schemas/Bad/patternProperties: " },
        { "allOf of a list", """{"allOf": [{"type": "object", "properties": {"a": {"type": "string"}}}, {"type": "array", "items": {"type": "string"}}]}""",
            "#/components/schemas/Bad/allOf: " },
    };

    public static TheoryData<string, string, string> Operations { get; } = new()
    {
        { "a cookie", """{"parameters": [{"name": "sid", "in": "cookie", "schema": {"type": "string"}}], "responses": {}}""",
            "#/paths/~1x/post/parameters/0: the cookie parameter 'sid'" },
        { "an unknown place", """{"parameters": [{"name": "q", "in": "matrix", "schema": {"type": "string"}}], "responses": {}}""",
            "#/paths/~1x/post/parameters/" },
        { "an object in a plain query",
            """{"parameters": [{"name": "q", "in": "query", "schema": {"type": "object", "properties": {"a": {"type": "string"}}}}], "responses": {}}""",
                "#/paths/~1x/post/parameters/0: the parameter 'q' is an object" },
        { "a deep object of objects",
            """{"parameters": [{"name": "q", "in": "query", "style": "deepObject", "schema": {"type": "object", "properties": {"a": {"type": "object", "properties": {"b": {"type": "string"}}}}}}], "responses": {}}""", "#/paths/~1x/post/parameters/0: the deepObject parameter 'q'" },
        { "a matrix path",
            """{"parameters": [{"name": "q", "in": "path", "required": true, "style": "matrix", "schema": {"type": "string"}}], "responses": {}}""",
                "#/paths/~1x/post/parameters/0: the style" },
        { "an unknown keyword in a response", """{"responses": {"200": {"description": "", "content": {"application/json": {"schema": {"gadget": 1}}}}}}""",
            "#/paths/~1x/post/responses/200/content/application~1json/schema/gadget: " },
    };

    [Theory]
    [MemberData(nameof(WholeDocuments))]
    public void A_document_that_is_none_is_refused_with_one_sentence_naming_the_file(string look, string document, string sentence)
        => AssertRefused(look, document, sentence);

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_schema_that_cannot_become_a_type_is_refused_with_its_pointer(string look, string schema, string sentence)
        => AssertRefused(look, new SpecBuilder().Schema("Bad", schema).ToJson(), sentence);

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_that_cannot_become_a_method_is_refused_with_its_pointer(string look, string operation, string sentence)
        => AssertRefused(look, new SpecBuilder().Operation("post", "/x", operation).ToJson(), sentence);

    [Fact]
    public void A_chain_of_references_that_never_ends_is_refused()
    {
        string document = new SpecBuilder()
            .Schema("A", SpecBuilder.Reference("B")).Schema("B", SpecBuilder.Reference("C")).Schema("C", SpecBuilder.Reference("A")).ToJson();

        AssertRefused("chain", document, "#/components/schemas/A: is cyclic");
    }

    [Fact]
    public void Lists_that_contain_each_other_are_refused()
    {
        string document = new SpecBuilder()
            .Schema("A", """{"type": "array", "items": {"$ref": "#/components/schemas/B"}}""")
            .Schema("B", """{"type": "array", "items": {"$ref": "#/components/schemas/A"}}""").ToJson();

        AssertRefused("lists", document, "is cyclic");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(300)]
    public void A_deeply_nested_document_is_read_or_refused_with_one_sentence(int depth)
    {
        string schema = string.Concat(Enumerable.Repeat("""{"type": "array", "items": """, depth)) + """{"type": "string"}""" + new string('}', depth);
        string document = Valid[..^1] + ", \"components\": {\"schemas\": {\"Deep\": " + schema + "}}}";

        string? sentence = Refusal(document);

        Assert.DoesNotContain('\n', sentence ?? "");
    }

    internal static string? Refusal(string document)
    {
        try
        {
            Generation.Run(Encoding.UTF8.GetBytes(document), "test.json");
            return null;
        }
        catch (SpecException e)
        {
            return e.Message;
        }
    }

    private static void AssertRefused(string look, string document, string sentence)
    {
        string? message = Refusal(document);

        Assert.True(message is not null, $"{look}: accepted");
        Assert.Contains(sentence, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain('\r', message);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }
}
