using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenCode.Core.Operations;
using OpenCode.WireMock.Receiving;
using WireMock;
using WireMock.ResponseBuilders;
using WireMock.Types;
using WireMock.Util;

namespace OpenCode.WireMock.Stubs;

/// <summary>One response that is prepared, in a form that a server sends and a file keeps.</summary>
internal sealed record PreparedResponse
{
    public const string Json = "application/json";

    // Nobody puts this into a web page, and people read letters better than their numbers.
    private static readonly JsonSerializerOptions _asSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public int Status { get; init; } = (int)HttpStatusCode.OK;

    public string? ContentType { get; init; }

    public byte[]? Body { get; init; }

    public TimeSpan Delay { get; init; }

    public MockFault? Fault { get; init; }

    /// <summary>Makes the response of a request; null where it is always the same.</summary>
    public Func<MockRequest, PreparedResponse>? Make { get; init; }

    /// <summary>Whether the request is left to the event streams of its operation.</summary>
    public bool IsStream { get; init; }

    /// <summary>Whether WireMock alone can respond so, and a file can hold it.</summary>
    public bool IsStatic => Make is null && !IsStream && Fault is not MockFault.Reset;

    public string? Text => Body is null ? null : Encoding.UTF8.GetString(Body);

    /// <summary>Whether the body is text, so that a file of mappings shows it as such.</summary>
    public bool IsText => ContentType is { } type
        && (type.StartsWith(Json, StringComparison.Ordinal) || type.StartsWith("text/", StringComparison.Ordinal));

    /// <summary>A success of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="result">Its result, as the client would return it.</param>
    public static PreparedResponse Success<T>(Operation<T> operation, T result)
    {
        OperationResponse response = SuccessOf(operation);
        return new PreparedResponse
        {
            Status = StatusOf(response),
            ContentType = response.ContentType ?? Json,
            Body = result switch
            {
                Stream stream => BytesOf(stream),
                string text when operation.Kind == OperationKind.Text => Encoding.UTF8.GetBytes(text),
                _ => JsonSerializer.SerializeToUtf8Bytes(result, _asSent),
            },
        };
    }

    /// <summary>A success that carries nothing.</summary>
    public static PreparedResponse Empty(Operation operation) => new() { Status = StatusOf(SuccessOf(operation)) };

    /// <summary>An error as OpenCode writes it in the API that a path belongs to.</summary>
    public static PreparedResponse Error(HttpStatusCode status, string path, string name, string message) => new()
    {
        Status = (int)status,
        ContentType = Json,
        Body = path.StartsWith("/api/", StringComparison.Ordinal)
            ? JsonSerializer.SerializeToUtf8Bytes(new { _tag = name, message }, _asSent)
            : JsonSerializer.SerializeToUtf8Bytes(new { name, data = new { message } }, _asSent),
    };

    /// <summary>The response as WireMock knows it.</summary>
    public IResponseBuilder ToResponse()
    {
        IResponseBuilder response = Response.Create().WithStatusCode(Status);
        if (ContentType is not null) response = response.WithHeader("Content-Type", ContentType);
        if (Body is not null) response = IsText ? response.WithBody(Text!) : response.WithBody(Body);
        if (Delay > TimeSpan.Zero) response = response.WithDelay(Delay);
        return Fault is { } fault ? response.WithFault(FaultOf(fault)) : response;
    }

    /// <summary>The same for one request, without the delay.</summary>
    public ResponseMessage ToMessage()
    {
        ResponseMessage message = new() { StatusCode = Status, FaultType = Fault is { } fault ? FaultOf(fault) : FaultType.NONE };
        if (ContentType is not null) message.AddHeader("Content-Type", ContentType);
        if (Body is not null) message.BodyData = new BodyData { DetectedBodyType = BodyType.Bytes, BodyAsBytes = Body };
        return message;
    }

    private static FaultType FaultOf(MockFault fault) => fault switch
    {
        MockFault.EmptyResponse => FaultType.EMPTY_RESPONSE,
        MockFault.MalformedBody => FaultType.MALFORMED_RESPONSE_CHUNK,
        _ => FaultType.NONE,
    };

    private static OperationResponse SuccessOf(Operation operation) => operation.Responses.FirstOrDefault(static r => r.IsSuccess)
        ?? throw new ArgumentException($"The document has no success of {operation}. Prepare the response on the WireMock server itself.", nameof(operation));

    private static int StatusOf(OperationResponse response) => int.TryParse(response.Status, out int status) ? status : (int)HttpStatusCode.OK;

    private static byte[] BytesOf(Stream stream)
    {
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
