using OpenCode.Core.Operations;

namespace OpenCode.Runtime;

/// <summary>A request that code under test made of a <see cref="StubRequestSender"/>.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Url">The escaped path and query.</param>
/// <param name="Body">The body as text; null when there was none.</param>
public sealed record StubbedRequest(Operation Operation, string Url, string? Body);
