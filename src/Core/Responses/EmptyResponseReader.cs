using OpenCode.Core.Json;
using OpenCode.Core.Operations;

namespace OpenCode.Core.Responses;

/// <summary>Ignores the body; the result has no meaning.</summary>
internal sealed class EmptyResponseReader : ResponseReader<bool>
{
    public static EmptyResponseReader Instance { get; } = new();

    public override bool Read(ReceivedResponse response, out IReadOnlyList<JsonDrift> drifts)
    {
        drifts = [];
        ResponseContract.RefuseWebPage(response.Operation, response.Message, response.Body.Span);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryAcceptGone(out bool result) => result = true;
}
