using System.Net;
using System.Net.Sockets;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Tls;
using OpenCode.Workbench;

namespace OpenCode.Client.Tests.Retrying;

/// <summary>Answers one attempt after the other as a script says; its last line holds for all further ones.</summary>
internal sealed class ScriptedServer
{
    private readonly Func<HttpResponseMessage>[] _script;
    private readonly List<TimeSpan> _times = [];
    private int _next;

    public ScriptedServer(ManualTimeProvider clock, params Func<HttpResponseMessage>[] script)
    {
        _script = script;
        Handler = new StubHandler((_, _) =>
        {
            _times.Add(clock.GetUtcNow() - clock.Start);
            return Task.FromResult(_script[Math.Min(_next++, _script.Length - 1)]());
        });
    }

    public StubHandler Handler { get; }

    public int Attempts => _times.Count;

    /// <summary>When each attempt came, in seconds.</summary>
    public IEnumerable<double> Times => _times.Select(t => t.TotalSeconds);

    public static HttpResponseMessage Success() => StubHandler.Response(HttpStatusCode.OK, """{"name":"one"}"""u8.ToArray(), "application/json");

    public static Func<HttpResponseMessage> Status(int status, string? retryAfter = null) => () =>
    {
        HttpResponseMessage response = StubHandler.Response((HttpStatusCode)status, null, null);
        if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    };

    public static HttpResponseMessage Refused() => throw Connection(SocketError.ConnectionRefused);

    public static HttpResponseMessage Unknown() => throw new HttpRequestException(HttpRequestError.NameResolutionError);

    public static HttpResponseMessage Unreachable() => throw Connection(SocketError.HostUnreachable);

    public static HttpResponseMessage Reset() => throw new HttpRequestException("x", Broken());

    public static HttpResponseMessage TlsFailure() => throw new HttpRequestException(HttpRequestError.SecureConnectionError);

    public static HttpResponseMessage NoHttp() => throw new HttpRequestException(HttpRequestError.InvalidResponse);

    public static HttpResponseMessage CancelledByNobody() => throw new OperationCanceledException();

    public static HttpResponseMessage OutOfTime() => throw new TaskCanceledException("connect", new TimeoutException());

    public static HttpResponseMessage WebPage() => StubHandler.Response(HttpStatusCode.OK, "<html>"u8.ToArray(), "text/html");

    /// <summary>A body that breaks off in the middle.</summary>
    public static HttpResponseMessage HalfABody()
    {
        var body = new ScriptedStream();
        body.Send("{\"name\":"u8);
        body.Break(Broken());
        var response = new HttpResponseMessage { Content = new StreamContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return response;
    }

    private static IOException Broken() => new("broken", new SocketException((int)SocketError.ConnectionReset));

    private static HttpRequestException Connection(SocketError error) => new(HttpRequestError.ConnectionError, "connection", new SocketException((int)error));
}
