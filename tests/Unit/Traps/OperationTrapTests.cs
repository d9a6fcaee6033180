using OpenCode.Client.Tests.Compilation;
using OpenCode.Core.Operations;
using OpenCodeGen.Model;
using Xunit;

namespace OpenCode.Client.Tests.Traps;

/// <summary>Traps 4 to 9: what operations take and answer is not always what the document says at first sight.</summary>
public sealed class OperationTrapTests
{
    private const string Durable = """{"type": "object", "required": ["seq"], "properties": {"seq": {"type": "integer"}}}""";

    public static TheoryData<string, string> EventSchemas { get; } = new()
    {
        { "the event itself", """{"$ref": "#/components/schemas/Durable"}""" },
        { "a frame whose data carries the event",
            """{"type": "object", "required": ["data"], "properties": {"id": {"type": "string"}, "event": {"type": "string"}, "data": {"type": "string", "contentMediaType": "application/json", "contentSchema": {"$ref": "#/components/schemas/Durable"}}}}""" },
        { "a list of events", """{"type": "array", "items": {"$ref": "#/components/schemas/Durable"}}""" },
        { "a text that carries the event", """{"type": "string", "contentSchema": {"$ref": "#/components/schemas/Durable"}}""" },
    };

    [Theory]
    [MemberData(nameof(EventSchemas))]
    public void Trap_4_A_stream_yields_events_and_not_frames(string look, string schema)
    {
        ClientOperation operation = new SpecBuilder().Component("Durable", Durable)
            .Operation("get", "/e",
                """{"operationId": "e", "responses": {"200": {"description": "", "content": {"text/event-stream": {"schema": SCHEMA}}}}}""".Replace("SCHEMA",
                    schema, StringComparison.Ordinal))
            .Model().Operation("e");

        Assert.Equal((look, ResultKind.EventStream, "Durable"), (look, operation.Result, ModelQueries.Spell(operation.ResultType)));
    }

    [Fact]
    public void Trap_4_The_session_event_stream_yields_durable_events()
        => Assert.Equal("SessionDurableEvent",
            ModelQueries.Spell(Repository.Generated("1.18.33").Model.Operations.Single(o => o.Path == "/api/session/{sessionID}/event").ResultType));

    [Fact]
    public void Trap_5_Deep_objects_of_the_same_name_share_one_type_and_send_brackets()
    {
        const string operation =
            """{"operationId": "ID", "parameters": [{"name": "location", "in": "query", "style": "deepObject", "explode": true, "schema": {"type": "object", "properties": {"directory": {"type": "string"}, "workspace": {"type": "string"}}}}], "responses": {}}""";
        ClientModel model = new SpecBuilder()
            .Operation("get", "/a", operation.Replace("ID", "a", StringComparison.Ordinal))
            .Operation("get", "/b", operation.Replace("ID", "b", StringComparison.Ordinal)).Model();
        QueryParameter location = Assert.Single(Assert.Single(model.Queries).Parameters);

        Assert.Equal("LocationParameter", Assert.Single(model.Objects).Name);
        Assert.Equal(["location[directory]", "location[workspace]"], location.Members.Select(m => m.WireName));
        Assert.Equal(["directory", "workspace"], location.Members.Select(m => m.Default));
    }

    [Theory]
    [InlineData("""{"name": "user_id", "in": "query", "required": true}""", """{"name": "userId", "in": "query", "required": true}""")]
    [InlineData("""{"name": "user-id", "in": "header", "required": true}""", """{"name": "userId", "in": "query", "required": true}""")]
    [InlineData("""{"name": "body", "in": "query", "required": true}""", """{"name": "bodyValue", "in": "query", "required": true}""")]
    [InlineData("""{"name": "url", "in": "query", "required": true}""", """{"name": "urlValue", "in": "header", "required": true}""")]
    [InlineData("""{"name": "headerTrace", "in": "query", "required": true}""", """{"name": "trace", "in": "header"}""")]
    [InlineData("""{"name": "filterValue", "in": "query", "required": true}""",
        """{"name": "filter", "in": "query", "style": "deepObject", "schema": {"type": "object", "properties": {"a": {"type": "string"}}}}""")]
    public void Arguments_and_variables_of_a_method_have_names_of_their_own(string first, string second)
    {
        IEnumerable<string> parameters = new[] { first, second }
            .Select(p => p.Contains("schema", StringComparison.Ordinal) ? p : p[..^1] + """, "schema": {"type": "string"}}""");
        const string operation =
            """{"operationId": "a", "parameters": [ALL], "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}}, "responses": {}}""";
        SpecBuilder spec = new SpecBuilder().Operation("post", "/a", operation.Replace("ALL", string.Join(", ", parameters), StringComparison.Ordinal));

        ClientCompiler.AssertCompiles(ClientCompiler.Compile(spec.Generate()));
    }

    [Fact]
    public void An_extension_is_data_whatever_it_holds()
    {
        SpecBuilder spec = new SpecBuilder()
            .Schema("Pet", """{"type": "object", "x-origin": {"$ref": "https://example.com/pet.json"}, "properties": {"x-name": {"$ref": "#/components/schemas/Name"}}}""")
            .Component("Name", """{"type": "string"}""");

        Assert.Equal("String", spec.Model().TypeOf("Pet", "x-name").TrimEnd('?'));
    }

    [Fact]
    public void Trap_5_All_locations_of_the_release_are_one_type()
    {
        ClientModel model = Repository.Generated("1.18.33").Model;
        Assert.Single(model.Queries.SelectMany(q => q.Parameters).Where(p => p.WireName == "location").Select(p => p.Type).Distinct());
        Assert.Equal(31, model.Operations.Count(o => o.QueryNames.Contains("location")));
    }

    [Theory]
    [InlineData("""{"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}""", null, true)]
    [InlineData("""{"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}""", false, true)]
    [InlineData("""{"type": "object", "properties": {"text": {"type": "string"}}}""", false, false)]
    [InlineData("""{"type": "object", "properties": {"text": {"type": "string"}}}""", null, false)]
    [InlineData("""{"type": "object", "properties": {"text": {"type": "string"}}}""", true, true)]
    [InlineData("""{"type": "array", "items": {"type": "string"}}""", null, true)]
    public void Trap_6_A_body_with_required_content_is_required_whatever_the_document_says(string schema, bool? declared, bool isRequired)
    {
        RequestBody? body = new SpecBuilder().Post("/x", schema, declared).Model().Operations.Single().Body;

        Assert.Equal((isRequired, !isRequired), (body?.IsRequired, body?.IsOptional));
    }

    [Fact]
    public void Trap_6_A_query_and_a_body_may_both_be_called_directory()
        => ClientCompiler.AssertCompiles(ClientCompiler.Compile(new SpecBuilder().Operation("post", "/x/{directory}", """
            {
                "operationId": "x",
                "parameters": [
                    {"name": "directory", "in": "path", "required": true, "schema": {"type": "string"}},
                    {"name": "directory", "in": "query", "schema": {"type": "string"}},
                    {"name": "directory", "in": "header", "schema": {"type": "string"}},
                    {"name": "body", "in": "query", "required": true, "schema": {"type": "string"}},
                    {"name": "configuration", "in": "query", "required": true, "schema": {"type": "string"}},
                    {"name": "cancellationToken", "in": "query", "required": true, "schema": {"type": "string"}},
                    {"name": "configure", "in": "query", "required": true, "schema": {"type": "string"}},
                    {"name": "url", "in": "query", "required": true, "schema": {"type": "integer"}},
                    {"name": "query", "in": "query", "required": true, "schema": {"type": "array", "items": {"type": "string"}}}
                ],
                "requestBody": {"content": {"application/json": {"schema": {"type": "object", "required": ["directory"], "properties": {"directory": {"type": "string"}}}}}},
                "responses": {"204": {"description": ""}}
            }
            """).Generate()));

    [Fact]
    public void Trap_7_Error_unions_lose_repeats_and_mix_tags()
    {
        const string error =
            """{"type": "object", "required": ["TAG"], "properties": {"TAG": {"type": "string", "enum": ["VALUE"]}, "message": {"type": "string"}}}""";
        ClientModel model = new SpecBuilder()
            .Component("Busy", error.Replace("TAG", "_tag", StringComparison.Ordinal).Replace("VALUE", "Busy", StringComparison.Ordinal))
            .Component("Gone", error.Replace("TAG", "name", StringComparison.Ordinal).Replace("VALUE", "Gone", StringComparison.Ordinal))
            .Operation("get", "/x",
                """{"operationId": "x", "responses": {"400": {"description": "", "content": {"application/json": {"schema": {"anyOf": [{"$ref": "#/components/schemas/Busy"}, {"$ref": "#/components/schemas/Gone"}, {"$ref": "#/components/schemas/Busy"}]}}}}}}""")
            .Model();
        UnionType set = Assert.Single(model.ErrorSets);

        Assert.Equal(["Busy", "Gone"], set.Cases.Select(c => ModelQueries.Spell(c.Type)).Order());
        Assert.Equal([0, 1], UnionTagTests.Chosen(set.Objects).Distinct().Order());
        Assert.Empty(model.Unions);
    }

    [Fact]
    public void Trap_8_A_wildcard_path_takes_a_relative_path()
    {
        ClientModel model =
            new SpecBuilder().Operation("get", "/fs/read/*",
                """{"operationId": "fs.read", "responses": {"200": {"description": "", "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}}""").Model();

        Assert.Equal(ChildKind.SegmentsIndexer, Assert.Single(model.Builder("/fs/read").Children).Kind);
        Assert.Equal(ResultKind.Binary, model.Operation("fs.read").Result);
    }

    [Theory]
    [InlineData("text/x-diff; charset=utf-8", ResultKind.Text)]
    [InlineData("text/plain", ResultKind.Text)]
    [InlineData("TEXT/PLAIN", ResultKind.Text)]
    [InlineData("application/json; charset=utf-8", ResultKind.Json)]
    [InlineData("Application/JSON", ResultKind.Json)]
    [InlineData("application/problem+json", ResultKind.Json)]
    [InlineData("text/event-stream; charset=utf-8", ResultKind.EventStream)]
    [InlineData("image/png", ResultKind.Binary)]
    public void Trap_8_A_content_type_is_recognized_with_its_parameters(string contentType, ResultKind kind)
    {
        ClientOperation operation =
            new SpecBuilder().Operation("get", "/x",
                """{"operationId": "x", "responses": {"200": {"description": "", "content": {"TYPE": {"schema": {"type": "string"}}}}}}""".Replace("TYPE",
                    contentType, StringComparison.Ordinal)).Model().Operation("x");

        Assert.Equal(kind, operation.Result);
    }

    [Theory]
    [InlineData("multipart/form-data", BodyKind.Form)]
    [InlineData("application/x-www-form-urlencoded", BodyKind.Form)]
    [InlineData("application/octet-stream", BodyKind.Binary)]
    [InlineData("text/plain", BodyKind.Text)]
    [InlineData("application/json", BodyKind.Json)]
    public void Trap_8_A_body_is_of_the_kind_that_its_content_type_says(string contentType, BodyKind kind)
    {
        RequestBody? body =
            new SpecBuilder().Operation("post", "/x",
                """{"requestBody": {"content": {"TYPE": {"schema": {"type": "object"}}}}, "responses": {}}""".Replace("TYPE", contentType,
                    StringComparison.Ordinal)).Model().Operations.Single().Body;

        Assert.Equal((kind, contentType), (body?.Kind, body?.ContentType));
    }

    [Fact]
    public void Trap_9_WebSockets_are_listed_but_not_callable()
    {
        ClientModel model = new SpecBuilder()
            .Operation("get", "/pty/{ptyID}/connect",
                """{"operationId": "pty.connect", "parameters": [{"name": "ptyID", "in": "path", "required": true, "schema": {"type": "string"}}], "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "boolean"}}}}}}""")
            .Operation("get", "/mcp/connect",
                """{"operationId": "mcp.connect", "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "boolean"}}}}}}""")
            .Operation("post", "/mcp/{name}/connect",
                """{"operationId": "mcp.name.connect", "parameters": [{"name": "name", "in": "path", "required": true, "schema": {"type": "string"}}], "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "boolean"}}}}}}""").Model();

        Assert.Equal(ResultKind.WebSocket, model.Operation("pty.connect").Result);
        Assert.Equal(ResultKind.Json, model.Operation("mcp.connect").Result);
        Assert.Equal(ResultKind.Json, model.Operation("mcp.name.connect").Result);
    }

    [Fact]
    public void Trap_9_Exactly_the_two_terminals_of_the_release_are_WebSockets()
        => Assert.Equal(
            ["/api/pty/{ptyID}/connect", "/pty/{ptyID}/connect"],
            Repository.Generated("1.18.33").Model.Operations.Where(o => o.Result == ResultKind.WebSocket).Select(o => o.Path).Order(StringComparer.Ordinal));

    /// <summary>Each method has a shorter form with what must be passed and a token, which no other call can mean.</summary>
    [Theory]
    [InlineData("", "x.GetAsync(token)")]
    [InlineData("", "x.GetAsync(cancellationToken: token)")]
    [InlineData("", "x.GetAsync()")]
    [InlineData("", "x.GetAsync(null)")]
    [InlineData("", "x.GetAsync(null, token)")]
    [InlineData("""{"name": "q", "in": "query", "required": true, "schema": {"type": "string"}}""", """x.GetAsync("a", token)""")]
    [InlineData("""{"name": "q", "in": "query", "required": true, "schema": {"type": "integer"}}""", "x.GetAsync(1, token)")]
    [InlineData("optional", "x.PostAsync(new() { N = 1 })")]
    [InlineData("optional", "x.PostAsync(new() { N = 1 }, token)")]
    [InlineData("optional", "x.PostAsync(null, token)")]
    [InlineData("optional", "x.PostAsync(cancellationToken: token)")]
    [InlineData("required", "x.PostAsync(new() { N = 1 }, token)")]
    [InlineData("required", "x.PostAsync(new() { N = 1 }, null, token)")]
    public void A_token_is_passed_without_its_name(string look, string call)
    {
        string required = look == "required" ? """ "required": ["n"], """ : "";
        SpecBuilder spec = look is "optional" or "required"
            ? new SpecBuilder().Post("/x", $$"""{"type": "object", {{required}} "properties": {"n": {"type": "integer"} } }""", required.Length > 0)
            : new SpecBuilder().Operation("get", "/x", $$"""{"parameters": [{{look}}], "responses": {{SpecBuilder.Answer("""{"type": "boolean"}""")}} }""");

        ClientCompiler.AssertCompiles(ClientCompiler.Compile(spec.Generate(), [$$"""
            namespace OpenCode;

            /// <summary>Calls.</summary>
            public static class Caller
            {
                /// <summary>Calls.</summary>
                public static System.Threading.Tasks.Task Call(OpenCode.Requests.XRequestBuilder x, System.Threading.CancellationToken token) => {{call}};
            }
            """]));
    }
}
