using System.Net;
using System.Runtime.CompilerServices;

namespace OpenCode.Core;

/// <summary>One request of a caller, from its first attempt to its last.</summary>
internal sealed class RequestRun
{
    private bool _mayHaveArrived;
    private bool _mayBeDone;
    private bool _isHandedOver;
    private Exception? _callersFailure;

    public RequestRun(
        RequestSender sender, Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken callerToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(url);
        Sender = sender;
        Operation = operation;
        Url = url;
        Configuration = configuration;
        CallerToken = callerToken;
        StartedAt = sender.Settings.TimeProvider.GetTimestamp();

        // .NET itself sends a request without a body again when its connection ends, whatever the method, although the server may have
        // read it. An empty body counts as a body: once it is under way nothing is sent again. See also ClientMessage.
        Content = content ?? (HasBodyByNature || !sender.Transport.SeesWriting ? new ByteArrayContent([]) : null);
    }

    public RequestSender Sender { get; }

    public Operation Operation { get; }

    /// <summary>The path and query.</summary>
    public string Url { get; }

    /// <summary>What this request does differently; null for nothing.</summary>
    public RequestConfiguration? Configuration { get; }

    /// <summary>The body, for every attempt the same; null for none.</summary>
    public HttpContent? Content { get; }

    /// <summary>The caller's own token.</summary>
    public CancellationToken CallerToken { get; }

    /// <summary>When it all began, as the clock's timestamp.</summary>
    public long StartedAt { get; }

    /// <summary>How many attempts have begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>Whether the last attempt got as far as the transport: whatever failed before is nothing that a repeat would change.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Hears what becomes of the request; null when nobody does.</summary>
    public RequestObservation? Observation { get; private set; }

    /// <summary>The credential of the last attempt; null when none came from the provider.</summary>
    public OpenCodeCredential? Credential { get; set; }

    /// <summary>The credential that the next attempt uses without asking for one; null to ask.</summary>
    public OpenCodeCredential? NextCredential { get; set; }

    /// <summary>How this request is repeated.</summary>
    public RetryOptions Retry => Configuration?.Retry ?? Sender.Settings.Retry;

    /// <summary>The limits of this request.</summary>
    public RequestBudgets Budgets => Configuration?.Budgets ?? Sender.Settings.Budgets;

    /// <summary>Tells when the request is sent; null when nobody asks.</summary>
    public SentSignal? Sent { get; init; }

    /// <summary>The limits of an event stream's connection, which count instead of the budgets; null for other requests.</summary>
    public EventStreamLimits? Stream { get; init; }

    /// <summary>The limit of the whole request. One of the client's does not count for what may run long.</summary>
    public TimeSpan? Total => Stream is not null ? Stream.Total : Operation.IsLongRunning ? Configuration?.Budgets?.Total : Budgets.Total;

    /// <summary>The limit of waiting for an answer.</summary>
    public TimeSpan? HeadersLimit => Stream is not null ? Stream.ResponseHeaders : Operation.IsLongRunning ? null : Budgets.ResponseHeaders;

    /// <summary>The limit of a pause in the answer.</summary>
    public TimeSpan? IdleLimit => Stream is not null ? Stream.Silence : Budgets.IdleBetweenBytes;

    /// <summary>Whether a limit of this request is one of its event stream's options. The body of an error that ends a stream is under the budgets.</summary>
    public bool IsStreamLimit(BudgetKind kind) => kind switch
    {
        BudgetKind.ResponseHeaders => Stream?.ResponseHeaders is not null,
        BudgetKind.IdleBetweenBytes => Stream?.Silence is not null,
        _ => false,
    };

    /// <summary>Whether carrying out the request twice is the same as carrying it out once.</summary>
    public bool IsIdempotent
        => Operation.Method == HttpMethod.Get || Operation.Method == HttpMethod.Put || Operation.Method == HttpMethod.Delete
            || Operation.Method == HttpMethod.Head || Operation.Method == HttpMethod.Options;

    // Methods for which .NET writes the length of a body even when there is none.
    private bool HasBodyByNature
        => Operation.Method != HttpMethod.Get && Operation.Method != HttpMethod.Delete && Operation.Method != HttpMethod.Head && Operation.Method != HttpMethod.Options;

    /// <summary>Whether the body can be sent a second time. What a stream holds is gone after the first, and other contents do not tell.</summary>
    public bool IsReplayable => Content is null or JsonModelContent or ByteArrayContent or ReadOnlyMemoryContent;

    /// <summary>Whether the server refused the credential that the provider gave for the last attempt.</summary>
    public bool IsRefused(Exception failure) => Credential is not null && failure is OpenCodeApiException { Status: HttpStatusCode.Unauthorized };

    /// <summary>Sends the request until it succeeds or must not be sent again.</summary>
    public async Task<T> RunAsync<T>(AnswerReader<T> reader)
    {
        Exception? shown = null;
        try
        {
            Observation = Sender.Observer.BeginRequest(Operation);
            OpenCodeException failure;
            try
            {
                return await AttemptAsync(reader).ConfigureAwait(false);
            }
            catch (OpenCodeException e) when (Sender.Repeater.MayRepeat(this, e))
            {
                failure = e;
            }

            return await Sender.Repeater.RepeatAsync(this, reader, failure).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Complete(e);
            if (reader.TryRecover(e, out T? result))
                return result;
            shown = e;
            throw;
        }
        finally
        {
            if (!_isHandedOver)
                Content?.Dispose();
            Observation?.Ended(shown);
        }
    }

    /// <summary>Sends the request once.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> AttemptAsync<T>(AnswerReader<T> reader)
    {
        Attempts++;
        var exchange = new Exchange(this);
        bool isKept = false;
        try
        {
            await exchange.SendAsync().ConfigureAwait(false);
            T result = await reader.ReadAsync(exchange).ConfigureAwait(false);
            _isHandedOver = isKept = reader.KeepsExchange;
            return result;
        }
        catch (Exception e)
        {
            // What the caller's own code throws is his, whatever type it has: nothing is added to it, and nothing is sent again for it.
            bool isCallers = ReferenceEquals(e, _callersFailure);
            bool mayBeDone = _mayBeDone;
            IsSent = exchange.IsSent && !isCallers;
            _mayHaveArrived |= exchange.IsSent && e is not OpenCodeConnectionException { IsAttemptUnsent: true };
            _mayBeDone |= exchange.IsSent && MayBeDone(e);
            if (IsSent && e is OpenCodeException known)
                known.Mask ??= exchange.Mask;
            if (IsSent && e is OpenCodeApiException error)
                reader.Refused(exchange, error);
            Observation?.AttemptFailed(e);
            if (mayBeDone && IsSent && IsGone(e) && reader.TryAcceptGone(exchange, out T? gone))
                return gone;
            throw;
        }
        finally
        {
            if (!isKept)
                exchange.Dispose();
        }
    }

    /// <summary>Calls the caller's own code in the middle of a request. What it throws is remembered as his.</summary>
    public void Call<T>(Action<T> callback, T argument)
    {
        try
        {
            callback(argument);
        }
        catch (Exception e)
        {
            NoteCallers(e);
            throw;
        }
    }

    /// <summary>Remembers an exception as the caller's own.</summary>
    public void NoteCallers(Exception exception) => _callersFailure = exception;

    /// <summary>Reports where the answer differs from the spec.</summary>
    public void ReportDrifts(IReadOnlyList<JsonDrift> drifts, HttpStatusCode? errorStatus)
    {
        if (drifts.Count > 0)
            Report(drifts, errorStatus);

        // By itself, because what a lambda captures is allocated when its method begins.
        void Report(IReadOnlyList<JsonDrift> drifts, HttpStatusCode? errorStatus)
            => Call(found => Sender.Documents.Report(Operation, found, errorStatus), drifts);
    }

    // An answer of the server itself tells that nothing was done; no answer, or a gateway's, does not.
    private static bool MayBeDone(Exception failure) => failure switch
    {
        OpenCodeConnectionException connection => !connection.IsAttemptUnsent,
        OpenCodeApiException error => error.Status is HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout,
        _ => false,
    };

    // What an earlier attempt may have deleted is gone: that is what was asked for.
    private bool IsGone(Exception failure)
        => Operation.Method == HttpMethod.Delete && failure is OpenCodeApiException { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone };

    // What a caller reads off the last failure has to hold for all attempts.
    private void Complete(Exception exception)
    {
        if (ReferenceEquals(exception, _callersFailure))
            return;
        if (exception is OpenCodeException known)
            known.Attempts = Math.Max(Attempts, 1);
        if (exception is OpenCodeConnectionException connection)
            connection.WasSentBefore = _mayHaveArrived;
    }
}
