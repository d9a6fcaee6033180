using OpenCode.Core.Json;
using OpenCode.Core.Operations;

namespace OpenCode.Core.Responses;

/// <summary>Decodes text.</summary>
internal sealed class TextResponseReader : ResponseReader<string>
{
    public static TextResponseReader Instance { get; } = new();

    public override string Read(ReceivedResponse response, out IReadOnlyList<JsonDrift> drifts)
    {
        drifts = [];
        Operation operation = response.Operation;
        ResponseContract.RefuseCompressed(operation, response.Message);
        ResponseContract.RefuseWebPage(operation, response.Message, response.Body.Span);
        return ResponseText.Decode(operation, response.Message, response.Body.Span);
    }
}
