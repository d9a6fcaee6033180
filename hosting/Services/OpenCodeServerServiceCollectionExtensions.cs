using OpenCode.Hosting;
using OpenCode.Hosting.Services;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds OpenCode servers to a service collection.</summary>
/// <remarks>
/// The host starts the server before its other services and awaits it, and stops it after them. The
/// <see cref="OpenCodeServerSupervisor"/> is a singleton that tells the server's address, state and log. What it prints is logged at
/// level Debug. Adding the same server again adds to its configuration.
/// </remarks>
public static class OpenCodeServerServiceCollectionExtensions
{
    /// <summary>Adds a server that runs as long as the host.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Says how; null for the pinned release on a free port.</param>
    /// <returns>Connects clients with the server.</returns>
    public static OpenCodeServerBuilder AddOpenCodeServer(this IServiceCollection services, Action<OpenCodeServerHostOptions>? configure = null)
        => Add(services, Options.Options.DefaultName, configure);

    /// <summary>Adds one of several servers; its supervisor is a keyed singleton: <c>[FromKeyedServices("name")] OpenCodeServerSupervisor</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the server, which is its key.</param>
    /// <param name="configure">Says how; null for the pinned release on a free port.</param>
    /// <returns>Connects clients with the server.</returns>
    public static OpenCodeServerBuilder AddOpenCodeServer(this IServiceCollection services, string name, Action<OpenCodeServerHostOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, configure);
    }

    private static OpenCodeServerBuilder Add(IServiceCollection services, string name, Action<OpenCodeServerHostOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        new ServerRegistration(name).AddTo(services);
        if (configure is not null) services.Configure(name, configure);
        return new OpenCodeServerBuilder(services, name);
    }
}
