using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace OpenCode.Server.Http;

/// <summary>Maps endpoints, and makes responses of what they throw.</summary>
/// <param name="admit">Lets requests in, or throws.</param>
/// <param name="log">Receives what went wrong.</param>
internal sealed partial class OperationRouter(Action<HttpContext> admit, ILogger log)
{
    private readonly HashSet<string> _notServed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    // Whoever asks for many routes that are not there shall not fill the memory.
    private const int MostUnknown = 1000;

    /// <summary>Maps all endpoints below a route.</summary>
    public IEndpointConventionBuilder Map<T>(
        IEndpointRouteBuilder routes, IReadOnlyList<OperationEndpoint<T>> endpoints, T operations, Func<HttpContext, bool> preflight)
    {
        RouteGroupBuilder group = routes.MapGroup("");
        foreach (OperationEndpoint<T> endpoint in endpoints)
        {
            group.MapMethods(endpoint.RoutePattern, [endpoint.Method], context => RunAsync(context, exchange => endpoint.Serve(operations, exchange)))
                .WithDisplayName(endpoint.Id);
        }

        group.MapFallback("{**path}", context => RunAsync(context, exchange => Unknown(exchange, preflight))).WithDisplayName("unknown");
        return group;
    }

    private async Task RunAsync(HttpContext context, Func<OperationExchange, Task> serve)
    {
        var exchange = new OperationExchange(context);
        try
        {
            if (!HttpMethods.IsOptions(context.Request.Method)) admit(context);
            await serve(exchange);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read a response.
        }
        catch (OperationNotServedException e)
        {
            bool isNew;
            lock (_lock) isNew = _notServed.Add(e.Operation);
            if (isNew) NotServed(log, e.Operation);
            await AnswerAsync(exchange, new OperationException(StatusCodes.Status501NotImplemented, e.Message));
        }
        catch (OperationException e)
        {
            await AnswerAsync(exchange, e);
        }
        catch (BadHttpRequestException e)
        {
            await AnswerAsync(exchange, new OperationException(e.StatusCode, e.Message));
        }
        catch (Exception e)
        {
            // What an exception says may be about files and databases: it is for the log.
            string reference = $"err_{Guid.NewGuid():N}"[..12];
            Failed(log, context.Request.Method, context.Request.Path, reference, e);
            string message = $"Unexpected server error. Look for {reference} in the log of the server.";
            await AnswerAsync(exchange, new OperationException(StatusCodes.Status500InternalServerError, message));
        }
    }

    private static async Task AnswerAsync(OperationExchange exchange, OperationException error)
    {
        if (exchange.HttpContext.Response.HasStarted)
        {
            exchange.HttpContext.Abort();
            return;
        }

        await exchange.WriteErrorAsync(error);
    }

    private Task Unknown(OperationExchange exchange, Func<HttpContext, bool> preflight)
    {
        HttpContext context = exchange.HttpContext;
        if (preflight(context)) return Task.CompletedTask;
        admit(context);
        string route = $"{context.Request.Method} {context.Request.Path}";
        bool isNew;
        lock (_lock) isNew = _unknown.Count < MostUnknown && _unknown.Add(route);
        if (isNew) UnknownRoute(log, context.Request.Method, context.Request.Path);
        throw new OperationException(StatusCodes.Status404NotFound, $"The API has no operation {route}.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Operation} was asked for and is not served.")]
    private static partial void NotServed(ILogger logger, string operation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} was asked for, which the API does not have.")]
    private static partial void UnknownRoute(ILogger logger, string method, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed: {Reference}.")]
    private static partial void Failed(ILogger logger, string method, string path, string reference, Exception exception);
}
