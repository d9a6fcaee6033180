using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace OpenCode.Client.Tests.Http;

/// <summary>Answers requests from a delegate, and keeps what was asked.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<RecordedRequest> _requests = [];

    public IReadOnlyList<RecordedRequest> Requests => _requests;

    /// <summary>What comes before the request can be sent; null for nothing.</summary>
    public Func<CancellationToken, Task>? Connect { get; init; }

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
        if (Connect is not null) await Connect(cancellationToken);
        string? body = request.Content is null ? null : await SendAsync(request.Content, cancellationToken);
        Dictionary<string, string> headers = request.Headers.NonValidated
            .Concat(request.Content?.Headers.NonValidated ?? Enumerable.Empty<KeyValuePair<string, HeaderStringValues>>())
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Add(new RecordedRequest(request.Method, request.RequestUri!, headers, body));
        HttpResponseMessage response = await answer(request, cancellationToken);
        response.RequestMessage = request;
        return response;
    }

    private static async Task<string> SendAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using var wire = new Wire(body);
        await content.CopyToAsync(wire, cancellationToken);
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    private static void SetContentType(HttpResponseMessage response, string? contentType)
    {
        response.Content.Headers.Remove("Content-Type");
        if (contentType is not null) response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
    }
}

/// <summary>What a connection looks like to the body of a request: it is written, and cannot be read.</summary>
internal sealed class Wire(MemoryStream target) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => target.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => target.Write(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => target.WriteAsync(buffer, offset, count, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        => target.WriteAsync(buffer, cancellationToken);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

internal sealed record RecordedRequest(HttpMethod Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string? Body);
