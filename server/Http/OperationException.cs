using System.Text.Json;
using OpenCode.Core.Json;

namespace OpenCode.Server.Http;

/// <summary>A request is refused; what is thrown is the response.</summary>
public sealed class OperationException : Exception
{
    /// <summary>Creates a refusal with a body as the document has it for this status.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="message">What a log says of it.</param>
    public OperationException(int status, IJsonModel? body, string? message = null)
        : base(message ?? $"The request was answered with {status}.")
        => (Status, Body) = (status, body);

    /// <summary>Creates a refusal whose body has the form of the API that is asked: <c>name</c> and <c>data</c>, or <c>_tag</c> below <c>/api</c>.</summary>
    /// <param name="status">The HTTP status, 400 or above.</param>
    /// <param name="message">What is wrong, and the way out.</param>
    public OperationException(int status, string message)
        : this(status, null, message)
        => HasDefaultBody = true;

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The body; null for none, or for one that follows from the message.</summary>
    public IJsonModel? Body { get; }

    /// <summary>Whether the body is made of the message.</summary>
    internal bool HasDefaultBody { get; }

    /// <summary>A 400 for a part of the request that cannot be read.</summary>
    internal static OperationException BadRequest(RequestPart part, string message) => new(400, new RefusedRequest(part, message), message);
}

/// <summary>A part of a request.</summary>
internal enum RequestPart
{
    Params,
    Query,
    Headers,
    Body,
    Payload,
}

/// <summary>What is wrong with a part of a request; which API is asked decides how it is written.</summary>
internal sealed record RefusedRequest(RequestPart Part, string Message) : IJsonModel
{
    public void WriteTo(Utf8JsonWriter writer) => throw new NotSupportedException("It is written as the API has it that is asked.");
}
