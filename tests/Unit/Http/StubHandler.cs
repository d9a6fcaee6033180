using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace OpenCode.Client.Tests.Http;

/// <summary>Answers requests from a delegate, and keeps what was asked.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<RecordedRequest> _requests = [];

    public IReadOnlyList<RecordedRequest> Requests => _requests;

    public static StubHandler Answering(HttpStatusCode status, string? body, string? contentType = "application/json")
        => new((_, _) => Task.FromResult(Response(status, body is null ? null : Encoding.UTF8.GetBytes(body), contentType)));

    public static StubHandler Answering(byte[] body, string? contentType = "application/json")
        => new((_, _) => Task.FromResult(Response(HttpStatusCode.OK, body, contentType)));

    /// <summary>Answers headers at once, and a body from a stream.</summary>
    public static StubHandler Streaming(Stream body, string? contentType = "application/json", HttpStatusCode status = HttpStatusCode.OK)
        => new((_, _) =>
        {
            var response = new HttpResponseMessage(status) { Content = new StreamContent(body) };
            SetContentType(response, contentType);
            return Task.FromResult(response);
        });

    public static StubHandler Failing(Exception exception) => new((_, _) => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>Never answers; ends only when the request is cancelled.</summary>
    public static StubHandler Silent() => new(async (_, token) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
        throw new InvalidOperationException("unreachable");
    });

    public static HttpResponseMessage Response(HttpStatusCode status, byte[]? body, string? contentType)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(body ?? []) };
        SetContentType(response, contentType);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string? body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Dictionary<string, string> headers = request.Headers.NonValidated
            .Concat(request.Content?.Headers.NonValidated ?? Enumerable.Empty<KeyValuePair<string, HeaderStringValues>>())
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Add(new RecordedRequest(request.Method, request.RequestUri!, headers, body));
        HttpResponseMessage response = await answer(request, cancellationToken);
        response.RequestMessage = request;
        return response;
    }

    private static void SetContentType(HttpResponseMessage response, string? contentType)
    {
        response.Content.Headers.Remove("Content-Type");
        if (contentType is not null)
            response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
    }
}

internal sealed record RecordedRequest(HttpMethod Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string? Body);
