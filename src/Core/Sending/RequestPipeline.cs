using System.Net;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using OpenCode.Core.Credentials;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.EventSources;
using OpenCode.Core.Json;
using OpenCode.Core.Observing;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Requests;
using OpenCode.Core.Responses;
using OpenCode.Core.Retrying;
using OpenCode.Core.Transport;

namespace OpenCode.Core.Sending;

/// <summary>Carries out the requests of one client, from the plan to the result or the exception. Safe for use by many threads.</summary>
internal sealed class RequestPipeline : IDisposable
{
    private readonly ClientSettings _settings;
    private readonly ClientObserver _observer;
    private readonly CredentialSource? _credentials;
    private readonly HttpTransport _transport;
    private readonly RequestDeadlinePool _deadlines;
    private readonly ApiErrorFactory _errors;
    private readonly DriftReporter _drifts;
    private readonly RetryLoop _retries;

    /// <param name="settings">The client's settings.</param>
    /// <param name="observer">Hears what the client does.</param>
    /// <param name="random">Spreads the waits before repeats; null for the shared source.</param>
    public RequestPipeline(ClientSettings settings, ClientObserver observer, Random? random = null)
    {
        _settings = settings;
        _observer = observer;
        _credentials = settings.Credentials is { } provider ? new CredentialSource(provider, settings.BaseUri) : null;
        _transport = new HttpTransport(settings);
        _deadlines = new RequestDeadlinePool(settings);
        _errors = new ApiErrorFactory(settings);
        _drifts = new DriftReporter(settings.OnDrift, observer, CreateMask);
        _retries = new RetryLoop(_deadlines, _credentials, random ?? Random.Shared);
    }

    /// <summary>Sends the messages; tests tell it what it has seen.</summary>
    internal HttpTransport Transport => _transport;

    /// <summary>Plans a request.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public RequestPlan Plan(Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => new(_settings, operation, url, configuration, content, _transport.SeesWriting, cancellationToken);

    /// <summary>Plans the connections of an event stream.</summary>
    /// <typeparam name="T">One event.</typeparam>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="subscriptions">Where a subscription is listed while it is read.</param>
    public EventStreamSource<T> CreateSource<T>(
        Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content, SubscriptionRegistry subscriptions)
    {
        var context = new EventStreamContext<T>(operation, url, configuration, _settings, _observer, subscriptions, _drifts, CreateMask);
        return new PipelineEventStreamSource<T>(this, context, content);
    }

    /// <summary>Opens one connection of an event stream.</summary>
    public Task<Stream> OpenStreamAsync<T>(
        EventStreamContext<T> context, string url, EventStreamLimits limits, SentSignal? sent, HttpContent? content, CancellationToken cancellationToken)
    {
        var plan = new RequestPlan(
            _settings, context.Operation, url, context.Configuration, content ?? (_transport.SeesWriting ? null : sent), _transport.SeesWriting,
                cancellationToken)
        {
            Stream = limits,
            Sent = sent,
        };
        return RunAsync(plan, EventStreamResponseReader.Instance);
    }

    /// <summary>Opens a WebSocket.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="cancellationToken">Ends the request, and the socket.</param>
    public Task<WebSocket> ConnectWebSocketAsync(Operation operation, string url, RequestConfiguration? configuration, CancellationToken cancellationToken)
    {
        WebSocketHandshake handshake = new();
        RequestPlan plan = new(_settings, operation, url, configuration, null, _transport.SeesWriting, cancellationToken) { Handshake = handshake };
        return RunAsync(plan, new WebSocketResponseReader(handshake));
    }

    /// <summary>Waits; ends early when the token is cancelled or the client is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        RequestDeadline clock = _deadlines.Rent(null, startedAt: 0, cancellationToken);
        try
        {
            await Task.Delay(delay, _settings.TimeProvider, clock.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (clock.IsAborted)
        {
            throw _settings.CreateDisposedException();
        }
        finally
        {
            clock.Dispose();
        }
    }

    /// <summary>Sends a request until it succeeds or must not be sent again.</summary>
    public async Task<T> RunAsync<T>(RequestPlan plan, ResponseReader<T> reader)
    {
        var progress = new RequestProgress();
        Exception? shown = null;
        bool isHandedOver = false;
        try
        {
            progress.Observation = _observer.BeginRequest(plan.Operation);
            ApiException failure;
            try
            {
                T first = await AttemptAsync(plan, progress, reader).ConfigureAwait(false);
                isHandedOver = reader.IsStreamed;
                return first;
            }
            catch (ApiException e) when (RetryLoop.MayRepeat(plan, progress, e))
            {
                failure = e;
            }

            T later = await RepeatAsync(plan, progress, failure, reader).ConfigureAwait(false);
            isHandedOver = reader.IsStreamed;
            return later;
        }
        catch (Exception e)
        {
            progress.Complete(e);
            if (reader.TryRecover(e, out T? result)) return result;
            shown = e;
            throw;
        }
        finally
        {
            if (!isHandedOver) plan.Content?.Dispose();
            progress.Observation?.Ended(shown);
        }
    }

    /// <summary>Ends the requests under way and closes the connections. A caller's own <see cref="HttpClient"/> stays as it is.</summary>
    public void Dispose()
    {
        _deadlines.Dispose();
        _transport.Dispose();
    }

    // By itself, because what a lambda captures is allocated when its method begins, and most requests need no second attempt.
    private ValueTask<T> RepeatAsync<T>(RequestPlan plan, RequestProgress progress, ApiException failure, ResponseReader<T> reader)
        => _retries.RunAsync(plan, progress, failure, () => AttemptAsync(plan, progress, reader));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> AttemptAsync<T>(RequestPlan plan, RequestProgress progress, ResponseReader<T> reader)
    {
        progress.Begin();
        var attempt = new RequestAttempt(
            plan, RequestMessages.Create(plan, _transport.IsCallersOwn), _deadlines.Rent(plan.Total, plan.StartedAt, plan.CallerToken));
        bool isKept = false;
        try
        {
            await SendAsync(attempt, progress).ConfigureAwait(false);
            if (!plan.IsSuccess(attempt.Response)) throw await ReadErrorAsync(attempt, plan, progress).ConfigureAwait(false);
            ReceivedResponse received = await ReceiveAsync(attempt, plan, progress, reader.IsStreamed).ConfigureAwait(false);
            T result = reader.Read(received, out IReadOnlyList<JsonDrift> drifts);
            Report(plan, progress, drifts, errorStatus: null);
            isKept = reader.IsStreamed;
            return result;
        }
        catch (Exception e)
        {
            bool mayBeDone = progress.MayBeDone;
            progress.Failed(e, attempt.IsSent);
            if (progress.IsSent && e is ApiException known) known.Mask ??= attempt.MaskOf(progress.Credential);
            if (progress.IsSent && e is ApiStatusException error) reader.Refused(attempt.Received, error);
            progress.Observation?.AttemptFailed(e);
            if (mayBeDone && progress.IsSent && IsGone(plan, e) && reader.TryAcceptGone(out T? gone)) return gone;
            throw;
        }
        finally
        {
            if (!isKept) attempt.Dispose();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(RequestAttempt attempt, RequestProgress progress)
    {
        if (_credentials is not null) await AuthorizeAsync(_credentials, attempt, progress).ConfigureAwait(false);
        progress.Observation?.AttemptStarting(attempt.Message, progress.Attempts);
        await attempt.SendAsync(_transport, progress).ConfigureAwait(false);
        progress.Observation?.AttemptResponded(attempt.Response);
        if (progress.Credential is { } credential) _credentials!.Note(credential, attempt.Response.StatusCode == HttpStatusCode.Unauthorized);
    }

    // What a provider throws is its own affair, except for the end of the request that it was told of.
    private static async ValueTask AuthorizeAsync(CredentialSource credentials, RequestAttempt attempt, RequestProgress progress)
    {
        // A header of the caller's comes first; it was set already.
        if (attempt.Message.Headers.NonValidated.Contains("Authorization")) return;
        ApiCredential? credential = progress.NextCredential;
        progress.NextCredential = null;
        try
        {
            credential ??= await credentials.GetAsync(attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (attempt.Token.IsCancellationRequested)
        {
            throw attempt.Translate(e);
        }

        progress.Credential = credential;
        if (credential is not null) attempt.Message.Headers.TryAddWithoutValidation("Authorization", credential.Authorization);
    }

    private static async ValueTask<ReceivedResponse> ReceiveAsync(RequestAttempt attempt, RequestPlan plan, RequestProgress progress, bool isStreamed)
    {
        if (!isStreamed)
        {
            await attempt.ReadBodyAsync().ConfigureAwait(false);
            NotifyCaller(attempt, plan, progress);
            return attempt.Received;
        }

        attempt.BeginStreaming();
        NotifyCaller(attempt, plan, progress);
        Stream stream = await attempt.OpenBodyAsync().ConfigureAwait(false);
        return attempt.Received with { Stream = stream };
    }

    private async ValueTask<ApiStatusException> ReadErrorAsync(RequestAttempt attempt, RequestPlan plan, RequestProgress progress)
    {
        bool isComplete = await attempt.ReadErrorBodyAsync().ConfigureAwait(false);
        NotifyCaller(attempt, plan, progress);
        ApiStatusException error = _errors.Create(
            plan.Operation, attempt.Response, attempt.Body, !isComplete, attempt.MaskOf(progress.Credential), out IReadOnlyList<JsonDrift> drifts);
        Report(plan, progress, drifts, attempt.Response.StatusCode);
        return error;
    }

    private static void NotifyCaller(RequestAttempt attempt, RequestPlan plan, RequestProgress progress)
    {
        if (plan.Configuration?.OnResponse is { } callback) progress.Call(callback, attempt.Received.Describe());
    }

    private void Report(RequestPlan plan, RequestProgress progress, IReadOnlyList<JsonDrift> drifts, HttpStatusCode? errorStatus)
    {
        if (drifts.Count > 0) ReportAll(plan, progress, drifts, errorStatus);

        // By itself, because what a lambda captures is allocated when its method begins.
        void ReportAll(RequestPlan plan, RequestProgress progress, IReadOnlyList<JsonDrift> drifts, HttpStatusCode? errorStatus)
            => progress.Call(found => _drifts.Report(plan.Operation, found, errorStatus), drifts);
    }

    // What an earlier attempt may have deleted is gone: that is what was asked for.
    private static bool IsGone(RequestPlan plan, Exception failure)
        => plan.Operation.Method == HttpMethod.Delete && failure is ApiStatusException { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone };

    private SecretMask? CreateMask() => SecretMask.Of(_settings.Authorization, _credentials?.LastSent?.Authorization);
}
