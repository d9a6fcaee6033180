using System.Diagnostics.CodeAnalysis;
using OpenCode.Core.Errors;
using OpenCode.Core.Json;

namespace OpenCode.Core.Responses;

/// <summary>Keeps a response whatever its status. Belongs to one request.</summary>
internal sealed class RawResponseReader : ResponseReader<RawResponse>
{
    private RawResponse? _refusal;

    public override RawResponse Read(ReceivedResponse response, out IReadOnlyList<JsonDrift> drifts)
    {
        drifts = [];
        return new RawResponse(response.Describe(), null);
    }

    public override void Refused(ReceivedResponse response, ApiStatusException error) => _refusal = new RawResponse(response.Describe(), error);

    public override bool TryRecover(Exception exception, [MaybeNullWhen(false)] out RawResponse result)
    {
        // An error status of an earlier attempt is not the response when a later one had none.
        result = exception is ApiStatusException ? _refusal : null;
        return result is not null;
    }
}
