namespace OpenCode;

/// <summary>The server wants other credentials, or does not allow this at all (401 and 403).</summary>
public sealed class OpenCodeAuthenticationException : OpenCodeApiException
{
    internal OpenCodeAuthenticationException(ApiFailure failure)
        : base(failure)
    {
    }
}
