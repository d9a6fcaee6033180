using OpenCode.Core.Options;

namespace OpenCode.DependencyInjection.Health;

/// <summary>What the health check of a client asks and tolerates.</summary>
public sealed class OpenCodeHealthCheckOptions
{
    /// <summary>How long the server may take to say that it is well. 5 seconds by default.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an event stream may be interrupted before that is unhealthy; until then it is degraded. 1 minute by default.</summary>
    public TimeSpan InterruptionLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long an event stream that ended with an error is unhealthy, unless another one to the same operation is opened
    /// earlier. 5 minutes by default.
    /// </summary>
    public TimeSpan FailureMemory { get; set; } = TimeSpan.FromMinutes(5);

    internal void Validate()
    {
        RequirePositive(Timeout, nameof(Timeout));
        RequirePositive(InterruptionLimit, nameof(InterruptionLimit));
        if (FailureMemory < TimeSpan.Zero)
            throw new ArgumentException($"The health check option {nameof(FailureMemory)} is {FailureMemory}, but must not be negative. Use zero to forget at once.");

        static void RequirePositive(TimeSpan value, string name)
        {
            if (value <= TimeSpan.Zero || value > RequestBudgets.Longest)
                throw new ArgumentException($"The health check option {name} is {value}, but must be positive and at most 49 days.");
        }
    }
}
