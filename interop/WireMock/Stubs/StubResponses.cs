using System.Net;
using System.Text;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.WireMock.Receiving;

namespace OpenCode.WireMock.Stubs;

/// <summary>Prepares a response of an operation.</summary>
/// <typeparam name="T">The result of the operation.</typeparam>
public abstract class StubResponses<T>
{
    private TimeSpan _delay;

    private protected StubResponses(Operation<T> operation) => Operation = operation;

    private protected Operation<T> Operation { get; }

    /// <summary>Lets the response that follows wait.</summary>
    /// <param name="delay">How long, by the clock of the options.</param>
    /// <returns>The same, for the response.</returns>
    public StubResponses<T> After(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(delay.Ticks, nameof(delay));
        _delay = delay;
        return this;
    }

    /// <summary>Responds with a result.</summary>
    /// <param name="result">The result.</param>
    /// <returns>What may follow.</returns>
    public StubSequence<T> Respond(T result)
    {
        RequireResult();
        return Prepare(PreparedResponse.Success(Operation, result));
    }

    /// <summary>Responds with a result that depends on the request.</summary>
    /// <param name="respond">Makes the result of a request; what it throws, the client gets as status 500.</param>
    /// <returns>What may follow.</returns>
    public StubSequence<T> Respond(Func<MockRequest, T> respond)
    {
        ArgumentNullException.ThrowIfNull(respond);
        RequireResult();
        return Prepare(new PreparedResponse { Make = request => Made(request, respond) });
    }

    /// <summary>Responds with a success that carries nothing.</summary>
    /// <returns>What may follow.</returns>
    public StubSequence<T> Succeed() => Prepare(PreparedResponse.Empty(Operation));

    /// <summary>Responds with an error status.</summary>
    /// <param name="status">The status, for example <see cref="HttpStatusCode.NotFound"/>.</param>
    /// <param name="error">The error body, one of the models that the document has for the status; null for an empty one.</param>
    /// <returns>What may follow.</returns>
    public StubSequence<T> Fail(HttpStatusCode status, IJsonModel? error = null)
    {
        if ((int)status is >= 200 and < 300)
            throw new ArgumentException($"{status} is a success. Prepare one with {nameof(Respond)} or {nameof(Succeed)}.", nameof(status));
        return Prepare(new PreparedResponse
        {
            Status = (int)status,
            ContentType = error is null ? null : PreparedResponse.Json,
            Body = error is null ? null : JsonOf(error),
        });
    }

    /// <summary>Lets the response go wrong.</summary>
    /// <param name="fault">How.</param>
    /// <returns>What may follow.</returns>
    public StubSequence<T> Break(MockFault fault) => Prepare(new PreparedResponse
    {
        Fault = Enum.IsDefined(fault) ? fault : throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        ContentType = PreparedResponse.Json,
        Body = fault == MockFault.MalformedBody ? Encoding.UTF8.GetBytes("""{"id":"of what is cut in half"}""") : null,
    });

    /// <summary>Opens an event stream, which <see cref="OpenCodeMock.Events{T}"/> has: for a connection that succeeds after others have failed.</summary>
    /// <returns>What may follow.</returns>
    public StubSequence<T> Stream()
    {
        if (Operation.Kind != OperationKind.EventStream) throw new InvalidOperationException($"{Operation} is no event stream.");
        return Prepare(new PreparedResponse { IsStream = true });
    }

    private protected abstract StubSequence<T> Add(PreparedResponse response);

    private static byte[] JsonOf(IJsonModel model)
    {
        using MemoryStream body = new();
        using (System.Text.Json.Utf8JsonWriter writer = new(body)) model.WriteTo(writer);
        return body.ToArray();
    }

    private StubSequence<T> Prepare(PreparedResponse response)
    {
        if (Operation.Kind == OperationKind.WebSocket)
            throw new InvalidOperationException($"{Operation} is a WebSocket. Prepare it on the WireMock server itself, with WithWebSocket.");
        TimeSpan delay = _delay;
        _delay = default;
        return Add(response with { Delay = delay });
    }

    private void RequireResult()
    {
        switch (Operation.Kind)
        {
            case OperationKind.NoContent:
                throw new InvalidOperationException($"A success of {Operation} carries nothing. Prepare it with {nameof(Succeed)}.");
            case OperationKind.EventStream:
                throw new InvalidOperationException($"{Operation} is an event stream. Send its events with {nameof(OpenCodeMock)}.{nameof(OpenCodeMock.Events)}.");
        }
    }

    private PreparedResponse Made(MockRequest request, Func<MockRequest, T> respond)
    {
        try
        {
            return PreparedResponse.Success(Operation, respond(request));
        }
#pragma warning disable CA1031 // Whatever a test's own function throws, the client under test is to get a response.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return PreparedResponse.Error(HttpStatusCode.InternalServerError, request.Url, "UnknownError", $"The stub of {Operation.Id} threw: {e.Message}");
        }
    }
}
