using Microsoft.Extensions.DependencyInjection;

namespace OpenCode.Hosting.Services;

/// <summary>Connects an OpenCode server that was added to a service collection with its clients.</summary>
public sealed class OpenCodeServerBuilder
{
    internal OpenCodeServerBuilder(IServiceCollection services, string name) => (Services, Name) = (services, name);

    /// <summary>The services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The server's name; empty for the one without a name.</summary>
    public string Name { get; }

    /// <summary>
    /// Fills a client's options from the server. Address and password are known before the server has started, so it does not matter
    /// when the options are read.
    /// </summary>
    /// <typeparam name="TOptions">The client's options, such as <c>OpenCodeClientOptions</c>.</typeparam>
    /// <param name="configure">Sets them.</param>
    /// <param name="clientName">The client's name; null for the one without a name.</param>
    /// <returns>This builder.</returns>
    public OpenCodeServerBuilder ConfigureClient<TOptions>(Action<TOptions, OpenCodeServerSupervisor> configure, string? clientName = null)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(configure);
        string name = Name;
        Services.AddOptions<TOptions>(clientName).Configure<IServiceProvider>(
            (options, provider) => configure(options, ServerRegistration.SupervisorOf(name, provider)));
        return this;
    }
}
