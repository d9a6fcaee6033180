using OpenCode.Core.Operations;

namespace OpenCode.Core.Transport;

/// <summary>What handlers of a caller's own <see cref="HttpClient"/> can learn about a request from <see cref="HttpRequestMessage.Options"/>.</summary>
public static class RequestMessageOptions
{
    /// <summary>The operation of the request: its id, path template and whether it may run long.</summary>
    public static HttpRequestOptionsKey<Operation> Operation { get; } = new("OpenCodeGen.Operation");
}
