using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenCode.Testing;
using OpenCode.Testing.Loopback;

namespace OpenCode.Contract.Tests.Pact;

/// <summary>A provider on a free port of 127.0.0.1 that answers each path as it is told, and takes orders to set up states.</summary>
public sealed class ProviderStub : IAsyncLifetime
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, (int Status, string ContentType, string Body)> _answers = new();
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProviderStub()
    {
        _application = LoopbackApplication.Build();
        _application.MapPost("/states", ChangeAsync);
        _application.MapPost("/messages", SendAsync);
        _application.MapGet("/stall", StallAsync);
        _application.MapFallback(AnswerAsync);
    }

    public Uri Address { get; private set; } = new("about:blank");

    public Uri States => new(Address, "states");

    public Uri Messages => new(Address, "messages");

    /// <summary>The states that were asked for, each as <c>ACTION NAME</c>.</summary>
    public ConcurrentQueue<string> Changes { get; } = new();

    /// <summary>What every request had in the header X-Key.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>A request to /stall has come.</summary>
    public Task Stalled => _stalled.Task;

    /// <summary>Whoever made the request to /stall is gone.</summary>
    public Task Abandoned => _abandoned.Task;

    public ProviderStub With(string path, string body, int status = 200, string contentType = "application/json")
    {
        _answers[path] = (status, contentType, body);
        return this;
    }

    public async ValueTask InitializeAsync()
    {
        await _application.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(_application.Urls.First());
    }

    public ValueTask DisposeAsync() => LoopbackApplication.EndAsync(_application);

    private async Task AnswerAsync(HttpContext context)
    {
        Keys.Enqueue(context.Request.Headers["X-Key"].ToString());
        await AnswerAsync(context, context.Request.Path.Value!);
    }

    private async Task AnswerAsync(HttpContext context, string name)
    {
        (context.Response.StatusCode, context.Response.ContentType, string body) = _answers.GetValueOrDefault(name, (404, "text/plain", $"nothing at {name}"));
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private async Task ChangeAsync(HttpContext context)
    {
        JsonNode change = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        string name = (string?)change["state"] ?? "";
        if (name.Length > 0) Changes.Enqueue($"{change["action"]} {name}");
        if (name == "impossible") context.Response.StatusCode = StatusCodes.Status400BadRequest;
        else await context.Response.WriteAsJsonAsync(new JsonObject { ["id"] = "ses_ü" }, context.RequestAborted);
    }

    private async Task SendAsync(HttpContext context)
    {
        JsonNode request = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        await AnswerAsync(context, (string)request["description"]!);
    }

    private async Task StallAsync(HttpContext context)
    {
        await using (context.RequestAborted.Register(_abandoned.SetResult))
        {
            _stalled.SetResult();
            await _abandoned.Task;
        }
    }
}
