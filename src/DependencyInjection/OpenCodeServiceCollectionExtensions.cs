using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OpenCode;
using OpenCode.DependencyInjection;
using OpenCode.DependencyInjection.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds OpenCode clients to a service collection.</summary>
/// <remarks>
/// <para>A client is a singleton on an <see cref="HttpClient"/> of <see cref="IHttpClientFactory"/>, which the returned builder
/// configures: handlers, the primary handler, default headers. It logs to the container's <c>ILoggerFactory</c>, takes its
/// <see cref="TimeProvider"/> when there is one, and is disposed with the container.</para>
/// <para>Options are checked when the host starts: <see cref="OptionsValidationException"/> says what to change. The environment
/// variables <c>OPENCODE_BASE_URL</c>, <c>OPENCODE_SERVER_PASSWORD</c> and <c>OPENCODE_SERVER_USERNAME</c> fill what is not set.
/// Adding the same client again adds to its configuration.</para>
/// </remarks>
public static class OpenCodeServiceCollectionExtensions
{
    /// <summary>Adds a client as a singleton <see cref="OpenCodeClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets its options; null when the environment says it all.</param>
    /// <returns>Configures the client's <see cref="HttpClient"/>.</returns>
    public static IHttpClientBuilder AddOpenCodeClient(this IServiceCollection services, Action<OpenCodeClientOptions>? configure = null)
        => Add(services, Options.Options.DefaultName, configure);

    /// <summary>Adds a client as a singleton <see cref="OpenCodeClient"/>, with options from a configuration section.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">
    /// Keys named after the properties of <see cref="OpenCodeClientOptions"/>; unknown keys are refused. Read once, when the
    /// client is made.
    /// </param>
    /// <returns>Configures the client's <see cref="HttpClient"/>.</returns>
    public static IHttpClientBuilder AddOpenCodeClient(this IServiceCollection services, IConfiguration section)
        => Add(services, Options.Options.DefaultName, section);

    /// <summary>Adds one of several clients as a keyed singleton: <c>[FromKeyedServices("name")] OpenCodeClient client</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client, which is its key.</param>
    /// <param name="configure">Sets its options; null when the environment says it all.</param>
    /// <returns>Configures the client's <see cref="HttpClient"/>.</returns>
    public static IHttpClientBuilder AddOpenCodeClient(this IServiceCollection services, string name, Action<OpenCodeClientOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, configure);
    }

    /// <summary>Adds one of several clients as a keyed singleton, with options from a configuration section.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client, which is its key.</param>
    /// <param name="section">
    /// Keys named after the properties of <see cref="OpenCodeClientOptions"/>; unknown keys are refused. Read once, when the
    /// client is made.
    /// </param>
    /// <returns>Configures the client's <see cref="HttpClient"/>.</returns>
    public static IHttpClientBuilder AddOpenCodeClient(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, section);
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, Action<OpenCodeClientOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        IHttpClientBuilder builder = new ClientRegistration(name).AddTo(services);
        if (configure is not null) services.Configure(name, configure);
        return builder;
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, name, options => ClientSection.Apply(name, section, options));
    }
}
