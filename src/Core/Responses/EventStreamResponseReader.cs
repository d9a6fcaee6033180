using OpenCode.Core.Json;
using OpenCode.Core.Operations;

namespace OpenCode.Core.Responses;

/// <summary>Hands an event stream over once its headers are there.</summary>
internal sealed class EventStreamResponseReader : ResponseReader<Stream>
{
    public static EventStreamResponseReader Instance { get; } = new();

    public override bool IsStreamed => true;

    public override Stream Read(ReceivedResponse response, out IReadOnlyList<JsonDrift> drifts)
    {
        drifts = [];
        Operation operation = response.Operation;
        ResponseContract.RefuseCompressed(operation, response.Message);
        ResponseContract.RefuseWebPage(operation, response.Message, []);
        ResponseContract.RequireEventStream(operation, response.Message);
        return response.Stream!;
    }
}
