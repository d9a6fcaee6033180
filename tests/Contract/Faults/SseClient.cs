using System.Net;
using System.Net.ServerSentEvents;

namespace OpenCode.Contract.Tests.Faults;

/// <summary>Reads an event stream without the client under test.</summary>
internal sealed class SseClient : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private SseClient(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> events) => (_response, _events) = (response, events);

    public HttpStatusCode Status => _response.StatusCode;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SseClient> OpenAsync(HttpClient http, string path)
    {
        HttpResponseMessage response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Stream body = await response.Content.ReadAsStreamAsync(Cancellation);
        return new SseClient(response, SseParser.Create(body).EnumerateAsync(Cancellation).GetAsyncEnumerator(Cancellation));
    }

    /// <summary>The data of the next event; null at an orderly end.</summary>
    public async Task<string?> NextAsync() => await _events.MoveNextAsync() ? _events.Current.Data : null;

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _response.Dispose();
    }
}
