using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenCode.Core.Transport;
using OpenCode.DependencyInjection.Configuration;

namespace OpenCode.DependencyInjection;

/// <summary>Adds one client to a service collection, once.</summary>
/// <param name="Name">Its name; empty for the one without a name.</param>
internal sealed record ClientRegistration(string Name)
{
    /// <summary>The name of the client's <see cref="HttpClient"/>.</summary>
    private string HttpClientName => Name.Length == 0 ? "OpenCode.Client" : $"OpenCode.Client:{Name}";

    public IHttpClientBuilder AddTo(IServiceCollection services)
    {
        if (!services.Any(service => !service.IsKeyedService && Equals(service.ImplementationInstance, this)))
        {
            services.AddSingleton(this);
            AddOptions(services);
            AddHttp(services);
            AddClient(services);
        }

        return services.AddHttpClient(HttpClientName);
    }

    private void AddOptions(IServiceCollection services)
    {
        services.TryAddSingleton(EnvironmentVariables.OfProcess);

        // Before everything that users configure, so that they have the last word.
        services.AddOptions<OpenCodeClientOptions>(Name).Configure<IServiceProvider>(UseContainer).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OpenCodeClientOptions>>(
            provider => new ClientOptionsValidator(Name, provider.GetRequiredService<EnvironmentVariables>()));
    }

    private void AddHttp(IServiceCollection services)
    {
        // The client is a singleton: its handler is never replaced, and the age of its connections is limited instead.
        // It logs for itself; the factory would log all of it again, with the messages of exceptions.
        services.AddHttpClient(HttpClientName)
            .RemoveAllLoggers()
            .ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => ClientHandlers.CreatePrimary(Resolve(provider)));

        // Configured late to be the innermost handlers: those of users see bodies and messages as they are.
        services.AddOptions<HttpClientFactoryOptions>(HttpClientName).PostConfigure(http => http.HttpMessageHandlerBuilderActions.Add(builder =>
        {
            foreach (DelegatingHandler handler in ClientHandlers.CreateInner(Resolve(builder.Services))) builder.AdditionalHandlers.Add(handler);
        }));
    }

    private void AddClient(IServiceCollection services)
    {
        if (Name.Length == 0) services.TryAddSingleton(Create);
        else services.TryAddKeyedSingleton(Name, (provider, _) => Create(provider));
    }

    private OpenCodeClient Create(IServiceProvider provider)
    {
        OpenCodeClientOptions options = Resolve(provider);
        options.HttpClient ??= provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName);
        return new OpenCodeClient(options);
    }

    // A copy: the container's own options stay as they were configured.
    private OpenCodeClientOptions Resolve(IServiceProvider provider)
        => provider.GetRequiredService<IOptionsMonitor<OpenCodeClientOptions>>().Get(Name)
            .WithEnvironment(provider.GetRequiredService<EnvironmentVariables>().Read);

    private static void UseContainer(OpenCodeClientOptions options, IServiceProvider provider)
    {
        options.LoggerFactory = provider.GetService<ILoggerFactory>();
        options.MeterFactory = provider.GetService<IMeterFactory>();
        options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
    }
}
