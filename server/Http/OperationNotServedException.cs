namespace OpenCode.Server.Http;

/// <summary>Nobody serves an operation of the API here; it is answered with 501.</summary>
/// <param name="operation">The id of the operation.</param>
public sealed class OperationNotServedException(string operation) : Exception($"{operation} is not served here.")
{
    /// <summary>The id of the operation.</summary>
    public string Operation { get; } = operation;
}
