using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenCode.Testing;
using OpenCode.Testing.Loopback;

namespace OpenCode.Verification.Events;

/// <summary>Hands the events that were seen to the Pact core, which asks for them by description.</summary>
internal sealed class EventMessages : IAsyncDisposable
{
    private readonly WebApplication _application;

    private EventMessages(WebApplication application) => _application = application;

    public Uri Address { get; private set; } = new("about:blank");

    public static async Task<EventMessages> StartAsync(EventLibrary library, CancellationToken cancellationToken)
    {
        WebApplication application = LoopbackApplication.Build();
        application.MapPost("/messages", context => AnswerAsync(library, context));
        await application.StartAsync(cancellationToken);
        return new EventMessages(application) { Address = new Uri(new Uri(application.Urls.First()), "messages") };
    }

    public ValueTask DisposeAsync() => LoopbackApplication.EndAsync(_application);

    private static async Task AnswerAsync(EventLibrary library, HttpContext context)
    {
        JsonNode request = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        string description = (string)request["description"]!;
        if (library.Find(EventDescription.Parse(description)) is not { } data)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(data, context.RequestAborted);
    }
}
