using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Text;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Tests.Running;

/// <summary>Answers as an OpenCode server might, where a real one adds nothing, or does not do what is to be seen.</summary>
internal sealed class StandInServer : IAsyncDisposable
{
    /// <summary>The response of a server that has nothing at a path.</summary>
    public const string NotFound = "404 Not Found";

    /// <summary>The response of a server that has tried in vain.</summary>
    public const string Failed = "500 Internal Server Error";

    // Below those that the system gives to whoever connects somewhere: nobody takes one by accident before it is used.
    private const int FirstPort = 20_000;
    private const int LastPort = 31_999;

    private readonly HttpListener _listener;
    private readonly Task _serving;
    private readonly Func<StandInRequest, string?> _respond;

    /// <param name="port">Where it listens.</param>
    /// <param name="respond">The JSON for a request; null for 401, or <see cref="NotFound"/>, <see cref="Failed"/>.</param>
    public StandInServer(int port, Func<StandInRequest, string?> respond)
        : this(Listen(port), port, respond)
    {
    }

    private StandInServer(HttpListener listener, int port, Func<StandInRequest, string?> respond)
    {
        (_listener, Port, _respond) = (listener, port, respond);
        _serving = ServeAsync();
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>What was asked, as <c>GET /path?query</c>.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Listens at a port that nobody has.</summary>
    /// <param name="respond">The JSON for a request; null for 401, or <see cref="NotFound"/>, <see cref="Failed"/>.</param>
    public static StandInServer Start(Func<StandInRequest, string?> respond)
    {
        while (true)
        {
            int port = FreePort();
            try
            {
                return new StandInServer(Listen(port), port, respond);
            }
            catch (HttpListenerException)
            {
                // Somebody was faster.
            }
        }
    }

    /// <summary>A port that nobody has.</summary>
    public static int FreePort()
    {
        while (true)
        {
            int port = Random.Shared.Next(FirstPort, LastPort + 1);
            if (ServerPorts.IsFree(port)) return port;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private static HttpListener Listen(int port)
    {
        HttpListener listener = new();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        return listener;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Uri url = context.Request.Url!;
            Asked.Enqueue($"{context.Request.HttpMethod} {Uri.UnescapeDataString(url.PathAndQuery)}");
            string? login = context.Request.Headers["Authorization"] is { } basic
                ? Encoding.UTF8.GetString(Convert.FromBase64String(basic["Basic ".Length..])) : null;
            NameValueCollection query = context.Request.QueryString;
            long? start = long.TryParse(query["start"], CultureInfo.InvariantCulture, out long given) ? given : null;
            string? body = _respond(new StandInRequest(context.Request.HttpMethod, url.AbsolutePath, query["directory"], login, start));
            context.Response.StatusCode = body is null ? 401 : body == NotFound ? 404 : body == Failed ? 500 : 200;
            context.Response.ContentType = body is NotFound or Failed ? "text/plain" : "application/json";
            context.Response.Close(Encoding.UTF8.GetBytes(body ?? ""), willBlock: true);
        }
    }
}

/// <summary>What a stand-in was asked.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Directory">The directory of the query; null for none.</param>
/// <param name="Login">User name and password, as <c>user:password</c>; null for none.</param>
/// <param name="Start">Since when something is asked for, in milliseconds; null for always.</param>
internal sealed record StandInRequest(string Method, string Path, string? Directory, string? Login, long? Start);
