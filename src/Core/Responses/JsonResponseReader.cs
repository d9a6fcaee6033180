using System.Diagnostics.CodeAnalysis;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;

namespace OpenCode.Core.Responses;

/// <summary>Decodes one JSON value; the default value when the document has the status without a body.</summary>
internal sealed class JsonResponseReader<T> : ResponseReader<T>
{
    public static JsonResponseReader<T> Instance { get; } = new();

    public override T Read(ReceivedResponse response, out IReadOnlyList<JsonDrift> drifts)
    {
        drifts = [];
        var operation = (Operation<T>)response.Operation;
        ReadOnlySpan<byte> body = response.Body.Span;
        ResponseContract.RefuseCompressed(operation, response.Message);
        ResponseContract.RefuseWebPage(operation, response.Message, body);
        if (body.IsEmpty)
        {
            return ResponseContract.AllowsEmptyBody(operation, response.Message, response.Profile.EmptyBodyHint)
                ? default!
                : throw ResponseContract.EmptyBody(operation, response.Message, response.Profile.EmptyBodyHint);
        }

        ResponseContract.RequireJson(operation, response.Message, body);
        var decoding = new JsonDecoding(response.IsStrict);
        T value = DocumentDecoder.Decode(response.Body, operation.RequiredDecoder, operation, decoding, response.Message);
        drifts = decoding.Drifts;
        return value;
    }

    /// <inheritdoc/>
    public override bool TryAcceptGone([MaybeNullWhen(false)] out T result)
    {
        // The operations that delete return true, an empty body, or what they deleted, which nobody can know any more.
        result = typeof(T) == typeof(bool) ? (T)(object)true : default;
        return typeof(T) == typeof(bool);
    }
}
