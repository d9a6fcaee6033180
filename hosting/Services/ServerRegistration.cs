using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace OpenCode.Hosting.Services;

/// <summary>Adds one server to a service collection, once.</summary>
/// <param name="Name">Its name; empty for the one without a name.</param>
internal sealed record ServerRegistration(string Name)
{
    private string LogCategory => Name.Length == 0 ? "OpenCode.Hosting.Server" : $"OpenCode.Hosting.Server.{Name}";

    public static OpenCodeServerSupervisor SupervisorOf(string name, IServiceProvider provider) => name.Length == 0
        ? provider.GetRequiredService<OpenCodeServerSupervisor>()
        : provider.GetRequiredKeyedService<OpenCodeServerSupervisor>(name);

    public void AddTo(IServiceCollection services)
    {
        if (services.Any(service => !service.IsKeyedService && Equals(service.ImplementationInstance, this))) return;
        services.AddSingleton(this);
        services.AddOptions<OpenCodeServerHostOptions>(Name).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OpenCodeServerHostOptions>>(new ServerHostOptionsValidator(Name));
        if (Name.Length == 0) services.TryAddSingleton(CreateSupervisor);
        else services.TryAddKeyedSingleton(Name, (provider, _) => CreateSupervisor(provider));
        services.AddSingleton<IHostedService>(CreateHosted);
    }

    private OpenCodeServerSupervisor CreateSupervisor(IServiceProvider provider)
    {
        OpenCodeServerHostOptions options = OptionsFrom(provider);
        return new OpenCodeServerSupervisor(options.Server, options.Restart);
    }

    private HostedServer CreateHosted(IServiceProvider provider) => new(
        SupervisorOf(Name, provider),
        OptionsFrom(provider).OnLoss,
        provider.GetRequiredService<IHostApplicationLifetime>(),
        provider.GetService<ILoggerFactory>()?.CreateLogger(LogCategory) ?? NullLogger.Instance);

    private OpenCodeServerHostOptions OptionsFrom(IServiceProvider provider) =>
        provider.GetRequiredService<IOptionsMonitor<OpenCodeServerHostOptions>>().Get(Name);
}
