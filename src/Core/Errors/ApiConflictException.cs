namespace OpenCode.Core.Errors;

/// <summary>The state of the server does not allow the request now, for example because a session is busy (409).</summary>
public sealed class ApiConflictException : ApiStatusException
{
    internal ApiConflictException(ApiFailure failure)
        : base(failure)
    {
    }
}
