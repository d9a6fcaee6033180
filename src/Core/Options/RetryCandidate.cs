using OpenCode.Core.Errors;
using OpenCode.Core.Operations;

namespace OpenCode.Core.Options;

/// <summary>A failed request of which <see cref="RetryOptions.ShouldRetry"/> decides whether it is sent again.</summary>
/// <param name="Operation">The operation: its id, its method, its path.</param>
/// <param name="Attempt">The number of the attempt that failed; 1 for the first one.</param>
/// <param name="Exception">Why it failed.</param>
/// <param name="IsSafe">Whether the client would send it again by its own rules, see <see cref="RetryOptions"/>.</param>
public sealed record RetryCandidate(Operation Operation, int Attempt, ApiException Exception, bool IsSafe);
