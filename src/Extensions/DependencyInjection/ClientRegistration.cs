using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenCode.Core;
using OpenCode.Telemetry;

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
            .ConfigurePrimaryHttpMessageHandler(provider => HttpTransport.CreateHandler(SettingsFrom(provider), compressed: false));

        // Configured late to be the innermost handlers: those of users see bodies and messages as they are.
        services.AddOptions<HttpClientFactoryOptions>(HttpClientName).PostConfigure(http => http.HttpMessageHandlerBuilderActions.Add(builder =>
        {
            if (SettingsFrom(builder.Services).AllowCompression)
                builder.AdditionalHandlers.Add(new DecompressingHandler());
            builder.AdditionalHandlers.Add(new RestoringHandler());
        }));
    }

    private void AddClient(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => ClientInstruments.Of(provider.GetService<IMeterFactory>()));
        if (Name.Length == 0)
            services.TryAddSingleton(Create);
        else
            services.TryAddKeyedSingleton(Name, (provider, _) => Create(provider));
    }

    private OpenCodeClient Create(IServiceProvider provider)
    {
        OpenCodeClientOptions options = OptionsFrom(provider).Copy();
        options.HttpClient ??= provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName);
        return new OpenCodeClient(Resolve(options, provider), options.LoggerFactory, provider.GetRequiredService<ClientInstruments>());
    }

    private ClientSettings SettingsFrom(IServiceProvider provider) => Resolve(OptionsFrom(provider), provider);

    private OpenCodeClientOptions OptionsFrom(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<OpenCodeClientOptions>>().Get(Name);

    private static ClientSettings Resolve(OpenCodeClientOptions options, IServiceProvider provider)
        => ClientSettings.Resolve(options, provider.GetRequiredService<EnvironmentVariables>().Read);

    private static void UseContainer(OpenCodeClientOptions options, IServiceProvider provider)
    {
        options.LoggerFactory = provider.GetService<ILoggerFactory>();
        options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
    }
}
