namespace OpenCode.Core.Errors;

/// <summary>The server refused the request as malformed: a parameter or the body is not what it expects (400).</summary>
public sealed class ApiBadRequestException : ApiStatusException
{
    internal ApiBadRequestException(ApiFailure failure)
        : base(failure)
    {
    }
}
