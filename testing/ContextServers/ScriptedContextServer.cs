using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenCode.Testing.Loopback;

namespace OpenCode.Testing.ContextServers;

/// <summary>
/// A context server (MCP over HTTP) with one tool, one prompt and one resource, on a free port of 127.0.0.1: open to everybody, and once more
/// for those who have signed in.
/// </summary>
public sealed class ScriptedContextServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ScriptedContextServer(WebApplication application, Uri address) => (_application, Address) = (application, address);

    /// <summary>Where it listens: what goes into the <c>url</c> of a remote server.</summary>
    public Uri Address { get; }

    /// <summary>
    /// The same to those who have signed in with OAuth, which takes clients that register themselves. Every code is good; no page asks a person
    /// for anything.
    /// </summary>
    public Uri GuardedAddress => ScriptedSignIn.GuardedAddress(Address);

    /// <summary>As <see cref="GuardedAddress"/>, but clients cannot register themselves.</summary>
    public Uri ClosedAddress => ScriptedSignIn.ClosedAddress(Address);

    /// <summary>Starts a server.</summary>
    public static async Task<ScriptedContextServer> StartAsync(CancellationToken cancellationToken = default)
    {
        WebApplication application = LoopbackApplication.Build();
        application.MapPost("/mcp", AnswerAsync);
        ScriptedSignIn.Map(application, AnswerAsync);
        await application.StartAsync(cancellationToken);
        return new ScriptedContextServer(application, new Uri($"{application.Urls.First()}/mcp"));
    }

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => LoopbackApplication.EndAsync(_application);

    private static async Task AnswerAsync(HttpContext context)
    {
        JsonNode request = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        if (request["id"] is not { } id)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        JsonObject answer = new() { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), ["result"] = ResultOf(request) };
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private static JsonNode ResultOf(JsonNode request) => JsonNode.Parse((string)request["method"]! switch
    {
        "initialize" => $$"""
            { "protocolVersion": "{{request["params"]!["protocolVersion"]}}", "serverInfo": { "name": "scripted", "version": "1" },
              "capabilities": { "tools": {}, "prompts": {}, "resources": {} } }
            """,
        "tools/list" => """{ "tools": [{ "name": "wave", "description": "Waves", "inputSchema": { "type": "object", "properties": {} } }] }""",
        "prompts/list" => """{ "prompts": [{ "name": "greet", "description": "Greets", "arguments": [{ "name": "who", "required": true }] }] }""",
        "resources/list" => """{ "resources": [{ "uri": "memo://one", "name": "One", "mimeType": "text/plain" }] }""",
        "resources/templates/list" => """{ "resourceTemplates": [] }""",
        _ => "{}",
    })!;
}
