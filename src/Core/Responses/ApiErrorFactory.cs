using System.Net;
using System.Text;
using System.Text.Json;
using OpenCode.Core.Credentials;
using OpenCode.Core.Errors;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Core.Responses;

/// <summary>Makes the exception of an error status: the only place that does.</summary>
internal sealed class ApiErrorFactory(ClientSettings settings)
{
    /// <summary>How much of an error's body is read and kept.</summary>
    public const int LongestBody = 1024 * 1024;

    /// <param name="operation">The operation that failed.</param>
    /// <param name="response">The response, its body already read.</param>
    /// <param name="body">The start of the body, without a byte order mark.</param>
    /// <param name="isTruncated">Whether the body goes on.</param>
    /// <param name="mask">Hides the credential of the request in the message.</param>
    /// <param name="drifts">Where the body differs from the error that the spec documents for its status.</param>
    public ApiStatusException Create(
        Operation operation, HttpResponseMessage response, ReadOnlyMemory<byte> body, bool isTruncated, SecretMask? mask, out IReadOnlyList<JsonDrift> drifts)
    {
        drifts = [];
        string? contentType = ContentTypes.Of(response);
        object? error = isTruncated ? null : DecodeError(operation, response, contentType, body.Span, out drifts);
        ErrorEnvelope envelope = ErrorEnvelope.Read(body, contentType).Or(error as IErrorModel);
        var failure = new ApiFailure
        {
            Message = Describe(operation, response, contentType, Masked(envelope, mask), body.IsEmpty),
            OperationId = operation.Id,
            Status = response.StatusCode,
            Error = error,
            ErrorName = envelope.Name,
            RawBody = Encoding.UTF8.GetString(body.Span),
            IsRawBodyTruncated = isTruncated,
            Headers = ResponseHeaders.Copy(response),
            ContentType = contentType,
            RetryAfter = RetryAfter.Of(response, settings.TimeProvider.GetUtcNow()),
        };
        return response.StatusCode switch
        {
            HttpStatusCode.BadRequest => new ApiBadRequestException(failure),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ApiAuthenticationException(failure),
            HttpStatusCode.NotFound => new ApiNotFoundException(failure),
            HttpStatusCode.Conflict => new ApiConflictException(failure),
            HttpStatusCode.TooManyRequests => new ApiRateLimitException(failure),
            _ => new ApiStatusException(failure),
        };
    }

    private static object? DecodeError(
        Operation operation, HttpResponseMessage response, string? contentType, ReadOnlySpan<byte> body, out IReadOnlyList<JsonDrift> drifts)
    {
        drifts = [];
        if (body.IsEmpty || !ContentTypes.MayBeJson(contentType)) return null;
        OperationResponse? documented = operation.FindResponse((int)response.StatusCode);
        if (documented is null || documented.IsSuccess || documented.BodyType is null) return null;
        try
        {
            var decoding = new JsonDecoding();
            object? error = documented.Decode(body, decoding);
            drifts = decoding.Drifts;
            return HasDeclaredShape(drifts) ? error : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // A body that does not even say that it is JSON may be text on purpose.
            if (ContentTypes.IsJson(contentType)) drifts = [JsonDrift.OfMalformed()];
            return null;
        }
    }

    // Servers send {"name":"BadRequest","data":…} where the spec says {"_tag":"BadRequest",…}: decoded leniently that is an
    // empty error of the right type, which would hide what the server said. A wrong scalar somewhere inside does no harm.
    private static bool HasDeclaredShape(IReadOnlyList<JsonDrift> drifts)
    {
        foreach (JsonDrift drift in drifts)
        {
            if (drift.Pointer.Length == 0 || drift.Kind is JsonDriftKind.MissingProperty or JsonDriftKind.WrongConstant or JsonDriftKind.UnknownVariant)
                return false;
        }

        return true;
    }

    // Each text by itself, because it may have been cut in the middle of a secret.
    private static ErrorEnvelope Masked(ErrorEnvelope envelope, SecretMask? mask)
        => mask is null
            ? envelope
            : new ErrorEnvelope(envelope.Name is null ? null : mask.Apply(envelope.Name), envelope.Text is null ? null : mask.Apply(envelope.Text));

    private string Describe(Operation operation, HttpResponseMessage response, string? contentType, ErrorEnvelope envelope, bool isEmpty)
    {
        var message = new StringBuilder();
        message.Append(operation.Id).Append(": ").Append((int)response.StatusCode).Append(' ').Append(response.ReasonPhrase);
        if (envelope.Name is not null) message.Append(", ").Append(envelope.Name);
        if (envelope.Text is not null) message.Append(": ").Append(envelope.Text);
        else if (isEmpty) message.Append(" with an empty body");
        else if (envelope.Name is null) message.Append(" with a body of ").Append(contentType ?? "unknown type");
        if (Advice(response) is { } advice) message.Append(message[^1] is '.' or '!' or '?' ? " " : ". ").Append(advice);
        return message.ToString();
    }

    private string? Advice(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized when settings.Credentials is not null => "The server refused what the provider in Credentials gave.",
        HttpStatusCode.Unauthorized when settings.Authorization is null => settings.Profile.CredentialHint ?? "The server wants credentials: set Credentials in the client's options.",
        HttpStatusCode.Unauthorized => "The server refused the client's credentials.",
        HttpStatusCode.NotModified => "A condition was sent, such as If-None-Match, and holds: remove that header, or use SendRawAsync, where any status is a response.",
        HttpStatusCode.MultipleChoices => "The server offers several places to choose from, see the body or its Location; set BaseUri to one of them.",
        HttpStatusCode.UseProxy or HttpStatusCode.Unused => "That is a status which nobody uses any more: look what stands between the client and the server.",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest when !response.Headers.NonValidated.Contains("Location")
            => "The server redirects without saying where to. Check BaseUri, and what stands between the client and the server.",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest
            => $"Redirects are not followed, so that credentials stay with {settings.Address}; set BaseUri to the server's own address.",
        _ => null,
    };
}
