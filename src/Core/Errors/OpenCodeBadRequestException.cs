namespace OpenCode;

/// <summary>The server refused the request as malformed: a parameter or the body is not what it expects (400).</summary>
public sealed class OpenCodeBadRequestException : OpenCodeApiException
{
    internal OpenCodeBadRequestException(ApiFailure failure)
        : base(failure)
    {
    }
}
