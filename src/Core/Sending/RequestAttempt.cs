using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using OpenCode.Core.Credentials;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Core.Requests;
using OpenCode.Core.Responses;
using OpenCode.Core.Transport;

namespace OpenCode.Core.Sending;

/// <summary>
/// One attempt of a request, from its message to the last byte of the response, or to the headers where the body is handed over as a
/// stream; disposing it gives everything back.
/// </summary>
internal sealed class RequestAttempt : IDisposable
{
    // Responses that do not tell their length are mostly short or streamed; the buffer doubles from here.
    private const int InitialBuffer = 16 * 1024;

    // A length is only a promise: more than this is believed when it arrives.
    private const int LargestInitialBuffer = 64 * 1024 * 1024;

    private readonly RequestPlan _plan;
    private TimeSpan? _idleLimit;
    private RequestDeadline? _deadline;
    private HttpResponseMessage? _response;
    private BodyBuffer? _body;

    // A stream may be disposed while a read of it is under way, which could then restart a clock that is somebody else's by now.
    private bool _isStreamed;

    /// <param name="plan">The request.</param>
    /// <param name="message">The message of this attempt. Never disposed: that would only dispose its content, which the next attempt may need.</param>
    /// <param name="deadline">The clock of this attempt, which is given back at the end.</param>
    public RequestAttempt(RequestPlan plan, ClientMessage message, RequestDeadline deadline)
    {
        _plan = plan;
        Message = message;
        _idleLimit = plan.IdleLimit;
        _deadline = deadline;
        deadline.BeginPhase(BudgetKind.ResponseHeaders, plan.HeadersLimit);
    }

    /// <summary>The message of this attempt.</summary>
    public ClientMessage Message { get; }

    /// <summary>Whether the message was given to the transport, from where it may have reached the server.</summary>
    public bool IsSent { get; private set; }

    /// <summary>The response; there is one once <see cref="SendAsync"/> is through.</summary>
    public HttpResponseMessage Response => _response!;

    /// <summary>The body as far as it was read, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Cancelled by the caller or by a limit.</summary>
    public CancellationToken Token => _deadline?.Token ?? _plan.CallerToken;

    /// <summary>The response as its reader sees it.</summary>
    public ReceivedResponse Received => new(_plan.Operation, Response, Body, _plan.IsStrict, _plan.Settings.Profile);

    /// <summary>Hides the credential of this attempt; null when it has none.</summary>
    /// <param name="credential">The credential that a provider gave for it; null for none.</param>
    public SecretMask? MaskOf(ApiCredential? credential) => SecretMask.Of(
        Message.Headers.NonValidated.TryGetValues("Authorization", out HeaderStringValues sent) ? sent.ToString() : null,
        credential?.Authorization ?? _plan.Settings.Authorization);

    /// <summary>Whether cancelling a token ends this attempt anyway.</summary>
    public bool IsEndedBy(CancellationToken token) => token == _plan.CallerToken || token == Token;

    /// <summary>Sends the message and waits for the headers of the response.</summary>
    /// <exception cref="ApiException">No response came; or a handler of the caller's threw this.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(HttpTransport transport, RequestProgress progress)
    {
        IsSent = true;
        try
        {
            bool isLive = _plan.Operation.Kind is OperationKind.EventStream or OperationKind.WebSocket;
            _response = await transport.SendAsync(Message, isLive, Token).ConfigureAwait(false);
        }
        catch (Exception e) when (TransportFailure.IsTransports(e))
        {
            throw TransportFailure.TranslateSending(e, _plan, Message, _deadline);
        }
        catch (ApiException e)
        {
            // Of a handler of the caller's, which may have sent what it likes: no proof of anything.
            progress.NoteCallers(e);
            throw;
        }

        // The clock of the headers runs on: a body that is already there needs none, and whatever takes longer sets its own.
        transport.Note(Message);
    }

    /// <summary>Reads the whole body into a pooled buffer.</summary>
    /// <exception cref="ApiContractException">The body is too long.</exception>
    public async ValueTask ReadBodyAsync()
    {
        long limit = _plan.Settings.MaxResponseBytes;
        if (PromisedLength > limit || !await ReadAsync(limit, keepsStart: false).ConfigureAwait(false))
            throw ResponseContract.TooLarge(_plan.Operation, Response, limit);
    }

    /// <summary>Reads the start of an error's body into a pooled buffer.</summary>
    /// <returns>Whether that is all of it.</returns>
    public ValueTask<bool> ReadErrorBodyAsync()
    {
        // A stream may be silent for as long as it likes, but this response is none.
        if (_idleLimit is null && _plan.Budgets.IdleBetweenBytes is { } limit)
        {
            _idleLimit = limit;
            BeginRead();
        }

        return ReadAsync(ApiErrorFactory.LongestBody, keepsStart: true);
    }

    /// <summary>The headers are there; what the caller does with them takes none of the server's time.</summary>
    public void BeginStreaming()
    {
        _isStreamed = true;
        _deadline?.EndPhase();
    }

    /// <summary>Hands the body over as a stream, which disposes this attempt when it is disposed.</summary>
    public async ValueTask<Stream> OpenBodyAsync()
    {
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
    public Exception Translate(Exception exception) => TransportFailure.Translate(exception, _plan, _deadline);

    public void Dispose()
    {
        // The response first: disposing it stops whatever may still use the buffers and the token.
        _response?.Dispose();
        if (_isStreamed) _plan.Content?.Dispose();
        _body?.Dispose();
        _body = null;
        Body = default;
        RequestDeadline? deadline = Interlocked.Exchange(ref _deadline, null);
        if (_isStreamed) deadline?.Abandon();
        else deadline?.Dispose();
    }

    /// <param name="limit">The most bytes to read.</param>
    /// <param name="keepsStart">Whether <see cref="Body"/> holds the start of a longer body.</param>
    /// <returns>Whether the whole body was read.</returns>
    private async ValueTask<bool> ReadAsync(long limit, bool keepsStart)
    {
        HttpContent content = Response.Content;
        long? length = PromisedLength;
        if (length == 0) return true;

        // One byte more than promised, so that the end shows without growing the buffer.
        int capacity = length is { } promised ? (int)Math.Min(Math.Min(promised, limit), LargestInitialBuffer) + 1 : InitialBuffer;
        var body = _body = new BodyBuffer(capacity);
        bool isFirst = true;
        try
        {
            Stream stream = await content.ReadAsStreamAsync(Token).ConfigureAwait(false);
            while (body.Count <= limit)
            {
                if (body.Count == Array.MaxLength) return false;
                ValueTask<int> read = stream.ReadAsync(body.GetMemory(length), Token);
                int count;
                if (read.IsCompletedSuccessfully)
                {
                    count = read.Result;

                    // Bytes that come without a wait need no clock of their own, but the one of the headers, or of the last wait, must not
                    // run out over them. The first piece is mostly all there is.
                    if (!isFirst && count > 0) _deadline?.Extend(BudgetKind.IdleBetweenBytes, _idleLimit);
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
        if (keepsStart) Body = WithoutByteOrderMark(body.Join()[..(int)limit]);
        return false;
    }

    // The response to HEAD tells the length of what it does not send.
    private long? PromisedLength => _plan.Operation.Method == HttpMethod.Head ? null : Response.Content.Headers.ContentLength;

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> body)
        => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
