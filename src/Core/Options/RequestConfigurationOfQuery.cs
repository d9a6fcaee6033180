namespace OpenCode.Core.Options;

/// <summary>What one request does differently from the client's options, together with its query parameters.</summary>
/// <typeparam name="TQuery">The query parameters of the operation.</typeparam>
public sealed class RequestConfiguration<TQuery> : RequestConfiguration
    where TQuery : new()
{
    /// <summary>The query parameters of the operation.</summary>
    public TQuery Query { get; set; } = new();
}
