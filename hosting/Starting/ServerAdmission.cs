using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace OpenCode.Hosting.Starting;

/// <summary>
/// Asks the server until it answers, and checks that it lets in whom it should. The port accepts connections a moment before the
/// server serves them, and a request sent in that moment is never answered: so each attempt is short, and the next one uses a new
/// connection.
/// </summary>
internal static class ServerAdmission
{
    private static readonly TimeSpan _attempt = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when the server is ready.</summary>
    /// <exception cref="OpenCodeServerException">It refuses its own password, or accepts everybody without one where it must not.</exception>
    public static async Task WaitAsync(Uri baseUri, OpenCodeServerOptions options, CancellationToken cancellationToken)
    {
        using SocketsHttpHandler handler = new() { UseProxy = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero };
        using HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        if (await AnswerAsync(client, baseUri, Credentials(options), options.TimeProvider, cancellationToken) is HttpStatusCode.Unauthorized
            or HttpStatusCode.Forbidden)
        {
            throw Unauthorized(
                $"The server at {baseUri} refuses {(options.Password is null ? "a request without a password" : $"the password of user '{options.UserName}'")}. "
                + "Set OpenCodeServerOptions.Password (and UserName); do not set OPENCODE_SERVER_PASSWORD through Environment.");
        }

        if (options.Password is null || IsLoopback(options.Hostname)) return;
        if (await AnswerAsync(client, baseUri, null, options.TimeProvider, cancellationToken) is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
        {
            throw Unauthorized(
                $"The server on {options.Hostname} answers without its password: this release knows none, and other machines could run commands here. "
                + "Use a later release, or leave OpenCodeServerOptions.Hostname at 127.0.0.1.");
        }
    }

    private static bool IsLoopback(string hostname)
        => IPAddress.TryParse(hostname, out IPAddress? address) ? IPAddress.IsLoopback(address) : hostname == "localhost";

    private static AuthenticationHeaderValue? Credentials(OpenCodeServerOptions options) => options.Password is null
        ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.UserName}:{options.Password}")));

    /// <summary>Returns the first answer that repeating will not change.</summary>
    private static async Task<HttpStatusCode> AnswerAsync(
        HttpClient client, Uri baseUri, AuthenticationHeaderValue? credentials, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            HttpStatusCode? status = await TryAsync(client, new Uri(baseUri, "global/health"), credentials, time, cancellationToken);

            // Any answer below 500 will do: releases before 1.1 have no such route and answer 404 or their web page.
            if (status is { } answered && (int)answered < 500) return answered;
            await Task.Delay(_pause, time, cancellationToken);
        }
    }

    private static async Task<HttpStatusCode?> TryAsync(
        HttpClient client, Uri uri, AuthenticationHeaderValue? credentials, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource attempt = new(_attempt, time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(attempt.Token, cancellationToken);
        using HttpRequestMessage request = new(HttpMethod.Get, uri) { Headers = { Authorization = credentials } };
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static OpenCodeServerException Unauthorized(string message) => new(OpenCodeServerFailure.Unauthorized, message);
}
