namespace OpenCode.Core.Errors;

/// <summary>The server wants other credentials, or does not allow this at all (401 and 403).</summary>
public sealed class ApiAuthenticationException : ApiStatusException
{
    internal ApiAuthenticationException(ApiFailure failure)
        : base(failure)
    {
    }
}
