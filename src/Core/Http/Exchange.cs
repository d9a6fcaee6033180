using System.Net;
using System.Net.Http.Headers;

namespace OpenCode.Core;

/// <summary>
/// One attempt of a request and its answer, from the message to the last byte, or to the headers where the body is handed over as a
/// stream; disposing it gives everything back.
/// </summary>
internal sealed class Exchange : IDisposable
{
    // Answers that do not tell their length are mostly short or streamed; the buffer doubles from here.
    private const int InitialBuffer = 16 * 1024;

    // A length is only a promise: more than this is believed when it arrives.
    private const int LargestInitialBuffer = 64 * 1024 * 1024;

    // Never disposed: that would only dispose its content, which the next attempt may need and the request disposes.
    private readonly ClientMessage _message;
    private TimeSpan? _idleLimit;
    private RequestDeadline? _deadline;
    private HttpResponseMessage? _response;
    private BodyBuffer? _body;

    // A stream may be disposed while a read of it is under way, which could then restart a clock that is somebody else's by now.
    private bool _isStreamed;

    /// <param name="request">The request that this is an attempt of.</param>
    public Exchange(RequestRun request)
    {
        Request = request;
        _message = RequestMessages.Create(request);
        _idleLimit = request.IdleLimit;
        _deadline = request.Sender.Deadlines.Rent(request.Total, request.StartedAt, request.CallerToken);
        _deadline.BeginPhase(BudgetKind.ResponseHeaders, request.HeadersLimit);
    }

    /// <summary>The request that this is an attempt of.</summary>
    public RequestRun Request { get; }

    /// <summary>Whether the message was given to the transport, from where it may have reached the server.</summary>
    public bool IsSent { get; private set; }

    /// <summary>The answer; there is one once <see cref="SendAsync"/> is through.</summary>
    public HttpResponseMessage Response => _response!;

    /// <summary>The body, once <see cref="ReadBodyAsync"/> is through, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Cancelled by the caller or by a limit.</summary>
    public CancellationToken Token => _deadline?.Token ?? Request.CallerToken;

    /// <summary>Hides the credential of this attempt; null when it has none.</summary>
    public SecretMask? Mask => SecretMask.Of(
        _message.Headers.NonValidated.TryGetValues("Authorization", out HeaderStringValues sent) ? sent.ToString() : null,
        Request.Credential?.Authorization ?? Request.Sender.Settings.Authorization);

    /// <summary>Whether cancelling a token ends this exchange anyway.</summary>
    public bool IsEndedBy(CancellationToken token) => token == Request.CallerToken || token == Token;

    /// <summary>Sends the request and waits for the headers of its answer.</summary>
    public async ValueTask SendAsync()
    {
        CredentialSource? credentials = Request.Sender.Credentials;
        if (credentials is not null)
            await AuthorizeAsync(credentials).ConfigureAwait(false);
        Request.Observation?.AttemptStarting(_message, Request.Attempts);
        IsSent = true;
        try
        {
            _response = await Request.Sender.Transport.SendAsync(_message, Request.Operation.Kind == OperationKind.EventStream, Token).ConfigureAwait(false);
        }
        catch (Exception e) when (TransportFailure.IsTransports(e))
        {
            throw TransportFailure.TranslateSending(e, Request, _message, _deadline);
        }
        catch (OpenCodeException e)
        {
            // Of a handler of the caller's, which may have sent what it likes: no proof of anything.
            Request.NoteCallers(e);
            throw;
        }

        // The clock of the headers runs on: a body that is already there needs none, and whatever takes longer sets its own.
        Request.Sender.Transport.Note(_message);
        Request.Observation?.AttemptAnswered(_response);
        if (Request.Credential is { } credential)
            credentials!.Note(credential, _response.StatusCode == HttpStatusCode.Unauthorized);
        if (!_response.IsSuccessStatusCode)
            throw await ReadErrorAsync().ConfigureAwait(false);
    }

    /// <summary>Reads the whole body into a pooled buffer.</summary>
    /// <exception cref="OpenCodeContractException">The body is too long.</exception>
    public async ValueTask ReadBodyAsync()
    {
        long limit = Request.Sender.Settings.MaxResponseBytes;
        if (PromisedLength > limit || !await ReadAsync(limit).ConfigureAwait(false))
            throw ResponseContract.TooLarge(Request.Operation, Response, limit);
        NotifyCaller();
    }

    /// <summary>Hands the body over as a stream, which disposes this exchange when it is disposed.</summary>
    public async ValueTask<ResponseStream> OpenBodyAsync()
    {
        _isStreamed = true;

        // The headers are there; what the caller does with them takes none of their time.
        _deadline?.EndPhase();
        NotifyCaller();
        try
        {
            Stream stream = await Response.Content.ReadAsStreamAsync(Token).ConfigureAwait(false);
            return new ResponseStream(this, stream);
        }
        catch (Exception e) when (TransportFailure.IsBodys(e))
        {
            throw Translate(e);
        }
    }

    /// <summary>Starts the clock of one read, for which the server has to send something.</summary>
    public void BeginRead() => _deadline?.BeginPhase(BudgetKind.IdleBetweenBytes, _idleLimit);

    /// <summary>Stops the clock of one read: the reader of a stream may take its time.</summary>
    public void EndRead() => _deadline?.EndPhase();

    /// <summary>What to throw for an exception of the transport, once the request may have been sent.</summary>
    public Exception Translate(Exception exception) => TransportFailure.Translate(exception, Request, _deadline);

    public void Dispose()
    {
        // The answer first: disposing it stops whatever may still use the buffers and the token.
        _response?.Dispose();
        if (_isStreamed)
            Request.Content?.Dispose();
        _body?.Dispose();
        _body = null;
        Body = default;
        RequestDeadline? deadline = Interlocked.Exchange(ref _deadline, null);
        if (_isStreamed)
            deadline?.Abandon();
        else
            deadline?.Dispose();
    }

    // What a provider throws is its own affair, except for the end of the request that it was told of.
    private async ValueTask AuthorizeAsync(CredentialSource credentials)
    {
        // A header of the caller's comes first; it was set already.
        if (_message.Headers.NonValidated.Contains("Authorization"))
            return;
        OpenCodeCredential? credential = Request.NextCredential;
        Request.NextCredential = null;
        try
        {
            credential ??= await CredentialSource.WaitAsync(credentials.GetAsync(Token), Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (Token.IsCancellationRequested)
        {
            throw Translate(e);
        }

        Request.Credential = credential;
        if (credential is not null)
            _message.Headers.TryAddWithoutValidation("Authorization", credential.Authorization);
    }

    private async ValueTask<OpenCodeApiException> ReadErrorAsync()
    {
        // A stream may be silent for as long as it likes, but this answer is none.
        if (_idleLimit is null && Request.Budgets.IdleBetweenBytes is { } limit)
        {
            _idleLimit = limit;
            BeginRead();
        }

        bool isComplete = await ReadAsync(ApiErrorFactory.LongestBody).ConfigureAwait(false);
        NotifyCaller();
        OpenCodeApiException error = Request.Sender.Errors.Create(Request.Operation, Response, Body, !isComplete, Mask, out IReadOnlyList<JsonDrift> drifts);
        Request.ReportDrifts(drifts, Response.StatusCode);
        return error;
    }

    /// <returns>Whether the whole body was read; otherwise <see cref="Body"/> holds its first <paramref name="limit"/> bytes.</returns>
    private async ValueTask<bool> ReadAsync(long limit)
    {
        HttpContent content = Response.Content;
        long? length = PromisedLength;
        if (length == 0)
            return true;

        // One byte more than promised, so that the end shows without growing the buffer.
        int capacity = length is { } promised ? (int)Math.Min(Math.Min(promised, limit), LargestInitialBuffer) + 1 : InitialBuffer;
        var body = _body = new BodyBuffer(capacity);
        bool isFirst = true;
        try
        {
            Stream stream = await content.ReadAsStreamAsync(Token).ConfigureAwait(false);
            while (body.Count <= limit)
            {
                if (body.Count == Array.MaxLength)
                    return false;
                ValueTask<int> read = stream.ReadAsync(body.GetMemory(length), Token);
                int count;
                if (read.IsCompletedSuccessfully)
                {
                    count = read.Result;

                    // Bytes that come without a wait need no clock of their own, but the one of the headers, or of the last wait, must not
                    // run out over them. The first piece is mostly all there is.
                    if (!isFirst && count > 0)
                        _deadline?.Extend(BudgetKind.IdleBetweenBytes, _idleLimit);
                }
                else
                {
                    BeginRead();
                    count = await read.ConfigureAwait(false);
                }

                if (count == 0)
                {
                    Body = WithoutByteOrderMark(body.Join());
                    return true;
                }

                body.Advance(count);
                isFirst = false;
            }
        }
        catch (Exception e) when (TransportFailure.IsBodys(e))
        {
            throw Translate(e);
        }

        // The start of an error's body is worth keeping; a success that is too long is given up as it is.
        if (limit == ApiErrorFactory.LongestBody)
            Body = WithoutByteOrderMark(body.Join()[..ApiErrorFactory.LongestBody]);
        return false;
    }

    // The answer to HEAD tells the length of what it does not send.
    private long? PromisedLength => Request.Operation.Method == HttpMethod.Head ? null : Response.Content.Headers.ContentLength;

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> body)
        => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private void NotifyCaller()
    {
        if (Request.Configuration?.OnResponse is { } callback)
            Request.Call(callback, Describe());
    }

    /// <summary>A copy of the answer that outlives this exchange.</summary>
    public OpenCodeResponseInfo Describe() => new(
        Request.Operation.Id, Response.StatusCode, ResponseHeaders.Copy(Response), ContentTypes.Of(Response), Body.ToArray());
}
