namespace OpenCode.Core.Errors;

/// <summary>Too many requests (429); see <see cref="ApiStatusException.RetryAfter"/>.</summary>
public sealed class ApiRateLimitException : ApiStatusException
{
    internal ApiRateLimitException(ApiFailure failure)
        : base(failure)
    {
    }
}
