using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenCode.WireMock.Routing;

namespace OpenCode.WireMock.Receiving;

/// <summary>Stands before WireMock: keeps each request, and takes the connection over where WireMock has no way to go on.</summary>
internal sealed class MockPipeline(RequestJournal journal, TimeProvider timeProvider, CancellationToken stopped)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        using CancellationTokenSource aborted = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopped);
        try
        {
            MockRequest request = await ReadAsync(context).ConfigureAwait(false);
            journal.Add(request);
            MockExchange exchange = new(request, aborted.Token);
            MockExchange.Current = exchange;
            await next(context).ConfigureAwait(false);
            if (exchange.Ending is { } ending) await ending(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client is gone, or the mock ends.
            context.Abort();
        }
    }

    private async Task<MockRequest> ReadAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        byte[] bytes = body.ToArray();
        context.Request.Body = new MemoryStream(bytes);
        string url = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        OperationRoute? route = OperationRoute.Find(context.Request.Method, url.Split('?')[0], out IReadOnlyDictionary<string, string> values);
        return new MockRequest(bytes)
        {
            Operation = route?.Operation,
            Method = context.Request.Method,
            Url = url,
            PathValues = values,
            Query = context.Request.Query.ToDictionary(static q => q.Key, static q => q.Value, StringComparer.Ordinal),
            Headers = context.Request.Headers.ToDictionary(static h => h.Key, static h => h.Value, StringComparer.OrdinalIgnoreCase),
            ReceivedAt = timeProvider.GetUtcNow(),
        };
    }
}
