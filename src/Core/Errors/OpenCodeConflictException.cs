namespace OpenCode;

/// <summary>The state of the server does not allow the request now, for example because a session is busy (409).</summary>
public sealed class OpenCodeConflictException : OpenCodeApiException
{
    internal OpenCodeConflictException(ApiFailure failure)
        : base(failure)
    {
    }
}
