namespace OpenCode;

/// <summary>What the request names does not exist (404).</summary>
public sealed class OpenCodeNotFoundException : OpenCodeApiException
{
    internal OpenCodeNotFoundException(ApiFailure failure)
        : base(failure)
    {
    }
}
