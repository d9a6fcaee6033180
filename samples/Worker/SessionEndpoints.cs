using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpenCode;
using OpenCode.Core.Errors;
using OpenCode.Sessions;

namespace WorkerSample;

/// <summary>What the service offers.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder application)
    {
        RouteGroupBuilder sessions = application.MapGroup("/sessions");
        sessions.MapPost("/", CreateAsync);
        sessions.MapPost("/{id}/prompts", PromptAsync);
        sessions.MapPost("/{id}/abort", AbortAsync);
        sessions.MapGet("/{id}/events", Read);
    }

    public static void MapPage(this IEndpointRouteBuilder application) => application.MapGet("/", static () =>
        TypedResults.Stream(typeof(SessionEndpoints).Assembly.GetManifestResourceStream("page.html")!, "text/html; charset=utf-8"));

    private static async Task<Created<SessionResponse>> CreateAsync(SessionRequest request, OpenCodeClient client, CancellationToken cancellationToken)
    {
        OpenCodeSession session = await client.Sessions.CreateAsync(request.Title, cancellationToken);
        return TypedResults.Created($"/sessions/{session.Id}", new SessionResponse(session.Id));
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> PromptAsync(
        string id, PromptRequest request, OpenCodeClient client, Conversations conversations, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Text)) return TypedResults.Problem("The prompt is empty.", statusCode: StatusCodes.Status400BadRequest);
        if (await FindAsync(id, client, cancellationToken) is not { } session) return Unknown(id);
        conversations.Begin(session, request.Text);
        return TypedResults.Accepted($"/sessions/{id}/events");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AbortAsync(string id, OpenCodeClient client, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, client, cancellationToken) is not { } session) return Unknown(id);
        await session.AbortAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    // A browser that connects again says what it has, and misses nothing.
    private static async Task<Results<ServerSentEventsResult<UpdateMessage>, ProblemHttpResult>> Read(
        string id,
        [FromHeader(Name = "Last-Event-ID")] int? lastEventId,
        OpenCodeClient client,
        Conversations conversations,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(id, client, cancellationToken) is null) return Unknown(id);
        return TypedResults.ServerSentEvents(UntilStopped(conversations.Of(id), lastEventId ?? 0, lifetime.ApplicationStopping, cancellationToken));
    }

    // A service that stops does not wait for its readers.
    private static async IAsyncEnumerable<SseItem<UpdateMessage>> UntilStopped(
        Conversation conversation, int after, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        await using IAsyncEnumerator<SseItem<UpdateMessage>> items = conversation.ReadAsync(after, either.Token).GetAsyncEnumerator(either.Token);
        while (await MoveAsync(items)) yield return items.Current;
    }

    private static async Task<bool> MoveAsync(IAsyncEnumerator<SseItem<UpdateMessage>> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<OpenCodeSession?> FindAsync(string id, OpenCodeClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Sessions.AttachAsync(id, cancellationToken);
        }
        catch (ApiStatusException e) when ((int)e.Status is StatusCodes.Status404NotFound or StatusCodes.Status400BadRequest)
        {
            return null;
        }
    }

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem($"There is no session {id}.", statusCode: StatusCodes.Status404NotFound);
}
