using OpenCode.Core.Errors;

namespace OpenCode.Core.Options;

/// <summary>A request that is going to be sent again.</summary>
/// <param name="OperationId">The operation, for example <c>session.list</c>.</param>
/// <param name="Attempt">The number of the attempt that failed; 1 for the first one.</param>
/// <param name="Delay">How long the client waits before it sends the request again.</param>
/// <param name="Exception">Why the attempt failed.</param>
public sealed record RetryAttempt(string OperationId, int Attempt, TimeSpan Delay, ApiException Exception);
