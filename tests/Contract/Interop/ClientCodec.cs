using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>The models of this project's client.</summary>
internal sealed class ClientCodec : IBodyCodec
{
    public JsonNode? Rewrite(RecordedBody body)
    {
        byte[] utf8 = JsonSerializer.SerializeToUtf8Bytes(body.Json);
        if (body.Status == 0)
            return body.Operation.RequestType is { } type ? JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(utf8, type), type) : null;
        OperationResponse? documented = body.IsEvent
            ? body.Operation.Responses.FirstOrDefault(static r => r.IsSuccess && r.BodyType is not null)
            : body.Operation.FindResponse(body.Status);
        if (documented?.BodyType is null) return null;
        object? value = documented.Decode(utf8, new JsonDecoding());
        return JsonSerializer.SerializeToNode(value, value?.GetType() ?? typeof(object));
    }
}
