using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenCode.Testing;
using OpenCode.Testing.Loopback;

namespace OpenCode.Contract.Tests.Verification;

/// <summary>
/// A Pact Broker as its documentation has it, strict about requests. Its links are new at every start, so that nobody can guess them.
/// </summary>
internal sealed class BrokerFake : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, (string Sha, JsonNode Content)> _pacts = new();
    private readonly string _publish = $"/{Guid.NewGuid():n}";
    private readonly string _pact = $"/{Guid.NewGuid():n}";
    private readonly string _result = $"/{Guid.NewGuid():n}";

    private BrokerFake(WebApplication application) => _application = application;

    public Uri BaseUri { get; private set; } = new("about:blank");

    /// <summary>What must be sent to be let in; null for nothing.</summary>
    public string? Authorization { get; init; }

    /// <summary>What the relation to publish is said to lead to; null for what it does.</summary>
    public Uri? WrongLink { get; init; }

    public ConcurrentQueue<JsonNode> Published { get; } = new();

    public ConcurrentQueue<(string Pact, JsonNode Result)> Results { get; } = new();

    public static async Task<BrokerFake> StartAsync(string? authorization = null, Uri? wrongLink = null)
    {
        WebApplication application = LoopbackApplication.Build();
        BrokerFake fake = new(application) { Authorization = authorization, WrongLink = wrongLink };
        application.Run(fake.AnswerAsync);
        await application.StartAsync(TestContext.Current.CancellationToken);
        fake.BaseUri = new Uri($"{application.Urls.First()}/broker/");
        return fake;
    }

    public ValueTask DisposeAsync() => LoopbackApplication.EndAsync(_application);

    private async Task AnswerAsync(HttpContext context)
    {
        if (Authorization is not null && context.Request.Headers.Authorization != Authorization)
        {
            await AnswerAsync(context, 401, """{"error":{"type":"unauthorized","message":"You must authenticate"}}""");
            return;
        }

        string accepts = context.Request.Headers.Accept.ToString();
        string path = context.Request.Path.Value!;
        string request = $"{context.Request.Method} {(path == "/broker/" ? path : path.Length < 33 ? "/" : path[..33])}";
        (int status, string body) = !accepts.Contains("application/hal+json", StringComparison.Ordinal) ? (406, "{}")
            : request == "GET /broker/" ? (200, Index())
            : request == $"POST {_publish}" ? Publish(await BodyAsync(context))
            : request == $"GET {_pact}" ? Pact(context.Features.Get<IHttpRequestFeature>()!.RawTarget[34..])
            : request == $"POST {_result}" ? Result(path[34..], await BodyAsync(context))
            : (404, """{"error":{"message":"No such resource","type":"not-found"}}""");
        await AnswerAsync(context, status, body);
    }

    private string Index() => new JsonObject
    {
        ["_links"] = new JsonObject
        {
            ["self"] = new JsonObject { ["href"] = BaseUri.AbsoluteUri },
            ["pb:publish-contracts"] = new JsonObject { ["href"] = WrongLink?.AbsoluteUri ?? new Uri(BaseUri, _publish).AbsoluteUri },
            ["pb:publish-pact"] = new JsonObject { ["href"] = $"{_pact}/{{provider}}/{{consumer}}/{{consumerApplicationVersion}}", ["templated"] = true },
        },
    }.ToJsonString();

    private (int Status, string Body) Publish(JsonNode? body)
    {
        if (body is null || Problems(body) is { Length: > 0 })
        {
            return (400,
                new JsonObject { ["errors"] = new JsonObject { ["contracts"] = new JsonArray(body is null ? "is not JSON" : Problems(body)) } }.ToJsonString());
        }

        foreach (JsonNode? contract in body["contracts"]!.AsArray())
        {
            JsonNode content = JsonNode.Parse(Convert.FromBase64String((string)contract!["content"]!))!;
            string key = Key((string)contract["providerName"]!, (string)contract["consumerName"]!, (string)body["pacticipantVersionNumber"]!);
            if (_pacts.TryGetValue(key, out var before) && !JsonNode.DeepEquals(before.Content, content))
            {
                return (409,
                    """{"notices":[{"type":"error","text":"Cannot change the content of the pact for Foo version 1"}],"errors":{"contracts":["Cannot change the content of the pact"]}}""");
            }

            _pacts[key] = (before.Sha ?? Guid.NewGuid().ToString("n"), content);
        }

        Published.Enqueue(body);
        return (200, """{"notices":[{"type":"success","text":"Pact successfully published"}],"_links":{"pb:contracts":[]}}""");
    }

    private (int Status, string Body) Pact(string rawKey)
    {
        if (!_pacts.TryGetValue(rawKey, out var pact)) return (404, """{"error":{"message":"No pact found"}}""");
        JsonNode content = pact.Content.DeepClone();
        content["_links"] = new JsonObject { ["pb:publish-verification-results"] = new JsonObject { ["href"] = $"{_result}/{pact.Sha}" } };
        return (200, content.ToJsonString());
    }

    private (int Status, string Body) Result(string sha, JsonNode? body)
    {
        if (_pacts.All(p => p.Value.Sha != sha)) return (404, "{}");
        if (body?["success"]?.GetValueKind() is not (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False)
            || (string?)body["providerApplicationVersion"] is null or "")
        {
            return (400, """{"errors":{"success":["is missing"]}}""");
        }

        Results.Enqueue((_pacts.Single(p => p.Value.Sha == sha).Key, body));
        return (201, body.ToJsonString());
    }

    private static string Problems(JsonNode body)
    {
        if ((string?)body["pacticipantName"] is not { Length: > 0 } name || (string?)body["pacticipantVersionNumber"] is not { Length: > 0 })
            return "lacks a name or a version";
        if (body["tags"] is { } tags && tags is not JsonArray) return "has tags that are no list";
        foreach (JsonNode? contract in body["contracts"] as JsonArray ?? [null])
        {
            if (contract is null || (string?)contract["consumerName"] != name || (string?)contract["specification"] != "pact"
                || (string?)contract["contentType"] != "application/json" || (string?)contract["onConflict"] is not ("overwrite" or "merge"))
            {
                return "is not as the documentation has it";
            }

            JsonNode? pact = JsonNode.Parse(Convert.FromBase64String((string)contract["content"]!));
            if ((string?)pact?["consumer"]?["name"] != name || (string?)pact["provider"]?["name"] != (string?)contract["providerName"])
                return "has other names than the pact";
        }

        return "";
    }

    private static string Key(string provider, string consumer, string version)
        => string.Join('/', new[] { provider, consumer, version }.Select(Uri.EscapeDataString));

    private static async Task<JsonNode?> BodyAsync(HttpContext context)
        => context.Request.ContentType is "application/json"
            ? await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted)
            : null;

    private static Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/hal+json;charset=utf-8";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted).AsTask();
    }
}
