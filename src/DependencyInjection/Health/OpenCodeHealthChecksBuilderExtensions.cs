using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenCode;
using OpenCode.DependencyInjection.Health;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of OpenCode clients.</summary>
public static class OpenCodeHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that asks the server whether it is well, and looks at the event streams that the client is reading.</summary>
    /// <param name="builder">The checks.</param>
    /// <param name="clientName">The name under which the client was added; null for the one without a name.</param>
    /// <param name="name">The name of the check; null for <c>opencode</c>, or <c>opencode-</c> and the client's name.</param>
    /// <param name="failureStatus">What a failure is reported as; null for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags to select checks by.</param>
    /// <param name="configure">Sets what the check tolerates.</param>
    /// <returns>The checks.</returns>
    /// <exception cref="ArgumentException">An option has a value that cannot work.</exception>
    /// <remarks>
    /// Healthy: the server says so, and every event stream is live or connecting for the first time. Degraded: a stream waits
    /// to reconnect. Unhealthy: the server does not answer, a stream is interrupted for longer than
    /// <see cref="OpenCodeHealthCheckOptions.InterruptionLimit"/>, or one ended with an error lately.
    /// </remarks>
    public static IHealthChecksBuilder AddOpenCode(
        this IHealthChecksBuilder builder,
        string? clientName = null,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        Action<OpenCodeHealthCheckOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new OpenCodeHealthCheckOptions();
        configure?.Invoke(options);
        options.Validate();
        return builder.Add(new HealthCheckRegistration(
            name ?? (clientName is null ? "opencode" : $"opencode-{clientName}"),
            provider => new OpenCodeHealthCheck(
                clientName is null ? provider.GetRequiredService<OpenCodeClient>() : provider.GetRequiredKeyedService<OpenCodeClient>(clientName),
                options),
            failureStatus,
            tags));
    }
}
