namespace OpenCode.Core.Errors;

/// <summary>What the request names does not exist (404).</summary>
public sealed class ApiNotFoundException : ApiStatusException
{
    internal ApiNotFoundException(ApiFailure failure)
        : base(failure)
    {
    }
}
