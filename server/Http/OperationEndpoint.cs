using OpenCode.Core.Operations;

namespace OpenCode.Server.Http;

/// <summary>An operation that a server offers: where, and how it is served.</summary>
/// <typeparam name="TOperations">The class with an implementation of every group.</typeparam>
/// <param name="Id">The id of the operation, for example <c>session.prompt</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path as the document writes it: parameters in braces, and <c>*</c> for the rest of a path.</param>
/// <param name="Kind">What a success carries.</param>
/// <param name="Serve">Serves one request.</param>
public sealed record OperationEndpoint<TOperations>(
    string Id, string Method, string Path, OperationKind Kind, Func<TOperations, OperationExchange, Task> Serve)
{
    /// <summary>The path as ASP.NET Core's routing writes it.</summary>
    public string RoutePattern => Path.EndsWith("/*", StringComparison.Ordinal) ? $"{Path[..^1]}{{**{OperationExchange.RestOfPath}}}" : Path;
}
