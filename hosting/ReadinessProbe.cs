using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace OpenCode.Hosting;

/// <summary>
/// Asks the server until it answers. The port accepts connections a moment before the server serves them, and a request sent
/// in that moment is never answered: so each attempt is short, and the next one uses a new connection.
/// </summary>
internal static class ReadinessProbe
{
    private static readonly TimeSpan s_attempt = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns the last answer's status: success, or a refusal that repeating will not change.</summary>
    public static async Task<HttpStatusCode> WaitAsync(Uri baseUri, OpenCodeServerOptions options, CancellationToken cancellationToken)
    {
        using SocketsHttpHandler handler = new() { UseProxy = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero };
        using HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        if (options.Password is not null)
        {
            byte[] credentials = Encoding.UTF8.GetBytes($"{options.UserName}:{options.Password}");
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        }

        while (true)
        {
            HttpStatusCode? status = await TryAsync(client, new Uri(baseUri, "global/health"), options, cancellationToken).ConfigureAwait(false);

            // Any answer below 500 will do: releases before 1.1 have no such route and answer 404 or their web page.
            if (status is { } answered && (int)answered < 500) return answered;
            await Task.Delay(s_pause, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<HttpStatusCode?> TryAsync(HttpClient client, Uri uri, OpenCodeServerOptions options, CancellationToken cancellationToken)
    {
        using CancellationTokenSource attempt = new(s_attempt, options.TimeProvider);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(attempt.Token, cancellationToken);
        try
        {
            using HttpResponseMessage response = await client
                .GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, linked.Token).ConfigureAwait(false);
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
}
