using Microsoft.AspNetCore.Http;

namespace OpenCode.Server.Http;

/// <summary>What a request of an operation brings.</summary>
public abstract class OperationCall
{
    /// <summary>The exchange, for what is not part of the API: the user, other headers, the connection.</summary>
    public required HttpContext HttpContext { get; init; }
}
