using OpenCode.Core.Json;

namespace OpenCode.Core.Responses;

/// <summary>Hands the body over as it arrives.</summary>
internal sealed class StreamResponseReader : ResponseReader<Stream>
{
    public static StreamResponseReader Instance { get; } = new();

    public override bool IsStreamed => true;

    public override Stream Read(ReceivedResponse response, out IReadOnlyList<JsonDrift> drifts)
    {
        drifts = [];
        return response.Stream!;
    }
}
