using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OpenCode.Testing.ContextServers;

/// <summary>
/// The sign-in (OAuth 2.1) of a context server, as far as a client needs it: where to sign in, registration of clients, and tokens for any code.
/// </summary>
internal static class ScriptedSignIn
{
    private const string Token = "scripted-token";

    private const string Guarded = "guarded";
    private const string Closed = "closed";

    public static void Map(WebApplication application, RequestDelegate answer)
    {
        foreach (string name in new[] { Guarded, Closed })
        {
            application.MapPost($"/{name}",
                context => context.Request.Headers.Authorization == $"Bearer {Token}" ? answer(context) : RefuseAsync(context, name));
            application.MapGet($"/.well-known/oauth-protected-resource/{name}", context => WriteAsync(context, new()
            {
                ["resource"] = $"{Root(context)}/{name}",
                ["authorization_servers"] = new JsonArray($"{Root(context)}/sign-in/{name}"),
            }));
            application.MapGet($"/.well-known/oauth-authorization-server/sign-in/{name}", context => WriteAsync(context, MetadataOf(Root(context), name)));
        }

        application.MapPost($"/register/{Closed}", static context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("Client registration is closed.", context.RequestAborted);
        });
        application.MapPost($"/register/{Guarded}", static async context =>
        {
            JsonObject client = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!.AsObject();
            client["client_id"] = "scripted-client";
            context.Response.StatusCode = StatusCodes.Status201Created;
            await WriteAsync(context, client);
        });
        application.MapPost("/token",
            static context => WriteAsync(context, new() { ["access_token"] = Token, ["token_type"] = "Bearer", ["expires_in"] = 3600 }));
    }

    public static Uri GuardedAddress(Uri root) => new(root, Guarded);

    public static Uri ClosedAddress(Uri root) => new(root, Closed);

    private static JsonObject MetadataOf(string root, string name) => new()
    {
        ["issuer"] = $"{root}/sign-in/{name}",
        ["authorization_endpoint"] = $"{root}/authorize",
        ["token_endpoint"] = $"{root}/token",
        ["registration_endpoint"] = $"{root}/register/{name}",
        ["response_types_supported"] = new JsonArray("code"),
        ["grant_types_supported"] = new JsonArray("authorization_code"),
        ["code_challenge_methods_supported"] = new JsonArray("S256"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("none"),
    };

    private static Task RefuseAsync(HttpContext context, string name)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = $"Bearer resource_metadata=\"{Root(context)}/.well-known/oauth-protected-resource/{name}\"";
        return Task.CompletedTask;
    }

    private static string Root(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    private static Task WriteAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }
}
