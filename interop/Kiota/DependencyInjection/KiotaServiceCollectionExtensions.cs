using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenCode;
using OpenCode.Kiota;
using OpenCode.Kiota.Requests;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Kiota clients of OpenCode to a service collection.</summary>
public static class KiotaServiceCollectionExtensions
{
    /// <summary>Adds <see cref="OpenCodeKiotaClient"/> and its adapter as singletons, which are disposed with the container.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; null when the environment says it all.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddOpenCodeKiotaClient(this IServiceCollection services, Action<OpenCodeClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider =>
        {
            OpenCodeClientOptions options = new()
            {
                LoggerFactory = provider.GetService<Logging.ILoggerFactory>(),
                MeterFactory = provider.GetService<IMeterFactory>(),
            };
            if (provider.GetService<TimeProvider>() is { } clock) options.TimeProvider = clock;
            configure?.Invoke(options);
            return OpenCodeKiota.CreateAdapter(options);
        });
        services.TryAddSingleton(static provider => new OpenCodeKiotaClient(provider.GetRequiredService<SenderRequestAdapter>()));
        return services;
    }
}
