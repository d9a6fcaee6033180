using System.Net;
using OpenCode.Core.Json;

namespace OpenCode.Core.Options;

/// <summary>A difference between what a server sends and what the spec of this client promises.</summary>
/// <param name="OperationId">The operation whose response differs, for example <c>session.list</c>.</param>
/// <param name="Pointer">The JSON pointer of the place, every array index replaced by <c>*</c>; empty for the whole document.</param>
/// <param name="Kind">What kind of difference it is.</param>
/// <param name="Expected">What the spec promises there.</param>
/// <param name="Found">What the server sent there.</param>
public sealed record ResponseDrift(string OperationId, string Pointer, JsonDriftKind Kind, string Expected, string Found)
{
    /// <summary>The error status whose body differs from the documented error; null for a success and for events.</summary>
    public HttpStatusCode? Status { get; init; }
}
