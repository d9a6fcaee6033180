namespace OpenCode;

/// <summary>Too many requests (429); see <see cref="OpenCodeApiException.RetryAfter"/>.</summary>
public sealed class OpenCodeRateLimitException : OpenCodeApiException
{
    internal OpenCodeRateLimitException(ApiFailure failure)
        : base(failure)
    {
    }
}
