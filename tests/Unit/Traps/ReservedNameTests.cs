using System.Reflection;
using OpenCode.Client.Tests.Compilation;
using OpenCode.Core.Builders;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Sending;
using OpenCode.Requests;
using OpenCode.Runtime;
using OpenCodeGen;
using OpenCodeGen.Model;
using OpenCodeGen.Shaping;
using Xunit;

namespace OpenCode.Client.Tests.Traps;

/// <summary>Trap 12: C# keywords, types of the class library, and names that the generated code itself uses.</summary>
public sealed class ReservedNameTests
{
    private const string Model =
        """{"type": "object", "required": ["text", "self"], "properties": {"text": {"type": "string"}, "self": {"type": "array", "items": {"type": "string"}}, "free": {}, "map": {"type": "object", "additionalProperties": {"type": "integer"}}}}""";

    [Fact]
    public void Keywords_as_properties_parameters_segments_and_values_compile()
    {
        string[] words =
            ["default", "event", "override", "ref", "$schema", "class", "namespace", "new", "null", "this", "value", "field", "await", "record", "var",
                "dynamic", "_", "nameof", "async", "yield", "file", "required", "scoped", "init", "with", "args"];
        string properties = string.Join(", ", words.Select(w => $$"""
            "{{w}}": {"type": "string"}
            """));
        string parameters = string.Join(", ", words.Select(w => $$"""{"name": "{{w}}", "in": "query", "required": true, "schema": {"type": "string"} }"""));
        SpecBuilder spec = new SpecBuilder()
            .Schema("Words", $$"""{"type": "object", "required": ["default", "event", "ref"], "properties": { {{properties}} } }""")
            .Schema("Word", $$"""{"type": "string", "enum": [{{string.Join(", ", words.Select(w => $"\"{w}\""))}}]}""")
            .Operation("get", "/words", $$"""{"operationId": "words.get", "parameters": [{{parameters}}], "responses": {} }""");
        foreach (string word in words) spec.Get($"/w/{word}", """{"type": "boolean"}""").Get($"/p/{{{word}}}/{word}", """{"type": "boolean"}""");

        ClientCompiler.AssertCompiles(ClientCompiler.Compile(spec.Generate()));
    }

    [Theory]
    [InlineData("Path")]
    [InlineData("File")]
    [InlineData("Range")]
    [InlineData("Task")]
    [InlineData("Exception")]
    [InlineData("Type")]
    [InlineData("Attribute")]
    [InlineData("Index")]
    [InlineData("HttpMethod")]
    [InlineData("CancellationToken")]
    [InlineData("LogLevel")]
    [InlineData("ConnectionInfo")]
    [InlineData("Endpoint")]
    [InlineData("Action")]
    [InlineData("Lock")]
    [InlineData("Version")]
    public void A_schema_named_like_an_implicitly_imported_type_gets_another_name(string name)
    {
        Generation generation = new SpecBuilder().Schema(name, Model).Generate();

        Assert.NotEqual(name, Assert.Single(generation.Model.Objects).Name);
    }

    [Fact]
    public void Schemas_may_be_named_like_types_that_generated_code_uses()
    {
        string[] names =
        [
            "JsonElement", "JsonDecoding", "JsonWriting", "Utf8JsonReader", "Utf8JsonWriter", "JsonTokenType",
            "JsonConverter", "ModelJsonConverter", "IJsonModel", "EpochTime", "IntegerOrFalse", "ReadOnlySpan",
            "Dictionary", "List", "IReadOnlyList", "IReadOnlyDictionary", "String", "Object",
            "ArgumentNullException", "SetsRequiredMembers", "SuppressMessage", "Obsolete", "Encoding", "System",
            "OpenCode", "Models", "Requests", "Core", "Operation", "OperationCatalog",
            "OperationResponse", "OpenCodeClient", "RequestBuilder", "RequestConfiguration", "HttpRequestSender", "RequestUrl",
            "EventStream", "ErrorBodies", "ResponseStream", "Con",
        ];
        var spec = new SpecBuilder();
        foreach (string name in names)
        {
            spec.Schema(name, Model)
                .Schema("Holder" + name,
                    $$"""{"type": "object", "required": ["it"], "properties": {"it": {"$ref": "#/components/schemas/{{name}}"}, "time": {"type": "object", "properties": {"created": {"type": "integer"} } }, "limit": {"anyOf": [{"type": "integer"}, {"type": "boolean", "enum": [false]}]}, "any": {}, "many": {"type": "array", "items": {"type": "string"} } } }""")
                .Schema("Choice" + name, $$"""{"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/{{name}}"}]}""");
        }

        spec.Operation("get", "/stream",
            """{"responses": {"200": {"description": "", "content": {"text/event-stream": {"schema": {"$ref": "#/components/schemas/HolderList"}}}}}}""");

        ClientCompiler.AssertCompiles(ClientCompiler.Compile(spec.Generate()));
    }

    [Fact]
    public void Documentation_may_hold_anything()
    {
        string[] texts =
            ["GET /x", "a\u2028b", "a\u2029b", "a\u0085b", "a\rb", "a\fb\vc", "a\u0000b\u0001\uFFFF", "*/ # <see cref=\"x\"/> & </summary> \"\"\" {0} ]]>"];
        var spec = new SpecBuilder();
        for (int i = 0; i < texts.Length; i++)
        {
            string text = System.Text.Json.JsonSerializer.Serialize(texts[i]);
            spec.Schema($"Documented{i}",
                """{"type": "object", "description": TEXT, "properties": {"a": {"type": "string", "description": TEXT}, "e": {"type": "string", "enum": ["x", TEXT], "description": TEXT}}}""".Replace("TEXT", text, StringComparison.Ordinal))
                .Operation("get", $"/x{i}",
                    """{"operationId": "ID", "summary": TEXT, "description": TEXT, "parameters": [{"name": "q", "in": "query", "description": TEXT, "schema": {"type": "string"}}], "responses": {}}""".Replace("TEXT", text, StringComparison.Ordinal).Replace("ID", "x" + i, StringComparison.Ordinal));
        }

        ClientCompiler.AssertCompiles(ClientCompiler.Compile(spec.Generate()));
    }

    [Fact]
    public void A_segment_gives_way_to_a_member_of_the_class_that_it_becomes_a_member_of_and_to_no_other()
    {
        string[] ofBuilders = MembersOf(typeof(RequestBuilder));
        string[] ofClient = [.. MembersOf(typeof(OpenCodeClient)).Except(MembersOf(typeof(RootRequestBuilder)))];
        string[] ofOperations = ["GetAsync", "PostAsync", "SubscribeAsync"];
        const string operation = """{"responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "boolean"}}}}}}""";
        SpecBuilder spec = new SpecBuilder()
            .Operation("get", "/nested", operation)
            .Operation("post", "/nested", operation)
            .Operation("get", "/nested/{id}", operation.Replace("application/json", "text/event-stream", StringComparison.Ordinal));
        foreach (string name in ofBuilders.Concat(ofClient).Concat(ofOperations))
        {
            spec.Get($"/{name}", """{"type": "boolean"}""").Get($"/nested/{name}", """{"type": "boolean"}""")
            .Get($"/nested/{{id}}/{name}", """{"type": "boolean"}""");
        }

        Generation generation = spec.Generate();

        ClientCompiler.AssertCompiles(ClientCompiler.Compile(generation));
        Assert.Contains("Dispose", ofClient);
        Assert.Equal(ofClient.Order(StringComparer.Ordinal), NamesAt(generation, "/nested").Intersect(ofClient).Order(StringComparer.Ordinal));
        Assert.Empty(NamesAt(generation, "").Intersect([.. ofBuilders, .. ofClient, .. ofOperations]));
        Assert.Empty(NamesAt(generation, "/nested").Intersect([.. ofBuilders, .. ofOperations]));
    }

    [Fact]
    public void A_curated_name_is_used_and_remembered()
    {
        CuratedNames curated = CuratedNames.Parse("""{"types": {"File": {"name": "ChangedFile", "reason": "r"}}}"""u8.ToArray(), "names.json");
        Generation first = new SpecBuilder().Schema("File", Model).Generate(curated: curated);
        Generation later = new SpecBuilder().Schema("File", Model).Generate(first.Names);

        Assert.Equal("ChangedFile", Assert.Single(first.Model.Objects).Name);
        Assert.Equal("ChangedFile", Assert.Single(later.Model.Objects).Name);
    }

    private static IEnumerable<string> NamesAt(Generation generation, string place)
        => generation.Model.Builder(place).Children.Select(c => c.Name).OfType<string>();

    private static string[] MembersOf(Type type) =>
    [
        .. type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
            .Where(m => m is PropertyInfo { GetMethod: { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true } }
                or MethodInfo { IsSpecialName: false, IsPublic: true } or MethodInfo { IsSpecialName: false, IsFamily: true })
            .Select(m => m.Name)
            .Distinct(),
    ];
}
