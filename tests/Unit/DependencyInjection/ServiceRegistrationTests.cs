using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenCode.Client.Tests.Http;
using OpenCode.Client.Tests.Telemetry;
using OpenCode.DependencyInjection.Configuration;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.DependencyInjection;

public sealed class ServiceRegistrationTests
{
    private static readonly ServiceProviderOptions _strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    [Fact]
    public void Unnamed_client_is_a_singleton_and_named_ones_are_keyed()
    {
        var services = new ServiceCollection();
        services.AddOpenCodeClient(options => options.BaseUri = new("http://one.example"));
        services.AddOpenCodeClient("build", options => (options.BaseUri, options.Directory) = (new("http://build.example"), "/build"));
        services.AddOpenCodeClient("review", options => (options.BaseUri, options.Directory) = (new("http://review.example"), "/review"));
        using ServiceProvider provider = services.BuildServiceProvider(_strict);

        var client = provider.GetRequiredService<OpenCodeClient>();
        var build = provider.GetRequiredKeyedService<OpenCodeClient>("build");
        var review = provider.GetRequiredKeyedService<OpenCodeClient>("review");

        Assert.Same(client, provider.GetRequiredService<OpenCodeClient>());
        Assert.Same(build, provider.GetRequiredKeyedService<OpenCodeClient>("build"));
        Assert.Equal(("one.example", "build.example", "review.example"), (client.BaseUri.Host, build.BaseUri.Host, review.BaseUri.Host));
        Assert.Equal([null, "/build", "/review"], new[] { client, build, review }.Select(c => Samples.SettingsOf(c).GetDefault("directory")));
    }

    [Fact]
    public void Key_is_injected()
    {
        var services = new ServiceCollection();
        services.AddOpenCodeClient("build", options => options.BaseUri = new("http://build.example"));
        services.AddSingleton<Consumer>();
        using ServiceProvider provider = services.BuildServiceProvider(_strict);

        Assert.Equal("build.example", provider.GetRequiredService<Consumer>().Client.BaseUri.Host);
    }

    [Fact]
    public void Adding_a_client_again_adds_to_its_configuration()
    {
        var services = new ServiceCollection();
        services.AddOpenCodeClient(options => options.BaseUri = new("http://one.example"));
        services.AddOpenCodeClient(options => options.Directory = "/repo");
        using ServiceProvider provider = services.BuildServiceProvider(_strict);

        OpenCodeClient client = Assert.Single(provider.GetServices<OpenCodeClient>());
        Assert.Equal(("one.example", "/repo"), (client.BaseUri.Host, Samples.SettingsOf(client).GetDefault("directory")));
    }

    [Fact]
    public void Environment_fills_the_gaps()
    {
        var services = new ServiceCollection();
        services.AddSingleton(
            new EnvironmentVariables(new Dictionary<string, string?> { ["OPENCODE_BASE_URL"] = "http://environment.example" }.GetValueOrDefault));
        services.AddOpenCodeClient();
        using ServiceProvider provider = services.BuildServiceProvider(_strict);

        Assert.Equal("environment.example", provider.GetRequiredService<OpenCodeClient>().BaseUri.Host);
    }

    [Fact]
    public async Task Container_disposes_the_client()
    {
        var services = new ServiceCollection();
        services.AddOpenCodeClient("a").ConfigurePrimaryHttpMessageHandler(() => StubHandler.Answering(HttpStatusCode.OK, "{}"));
        ServiceProvider provider = services.BuildServiceProvider(_strict);
        var client = provider.GetRequiredKeyedService<OpenCodeClient>("a");

        await provider.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Global.Health.GetAsync(cancellationToken: Samples.Token));
    }

    [Fact]
    public void Clock_and_loggers_are_the_containers_unless_options_say_otherwise()
    {
        var clock = new ManualTimeProvider();
        var loggers = new RecordingLoggers();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock).AddSingleton<ILoggerFactory>(loggers);
        services.AddOpenCodeClient();
        services.AddOpenCodeClient("own", options => options.TimeProvider = TimeProvider.System);
        using ServiceProvider provider = services.BuildServiceProvider(_strict);

        Assert.Same(clock, Samples.SettingsOf(provider.GetRequiredService<OpenCodeClient>()).TimeProvider);
        Assert.Same(TimeProvider.System, Samples.SettingsOf(provider.GetRequiredKeyedService<OpenCodeClient>("own")).TimeProvider);
        ((HttpRequestSender)provider.GetRequiredService<OpenCodeClient>().Sender).Observer.DriftFound(new("a", "/b", default, "c", "d"));
        Assert.Contains(loggers.Entries, entry => entry.Category == OpenCodeTelemetry.LogCategory);
    }

    [Fact]
    public void Client_of_ones_own_comes_before_the_factorys()
    {
        using var http = new HttpClient();
        var services = new ServiceCollection();
        services.AddOpenCodeClient(options => options.HttpClient = http);
        using ServiceProvider provider = services.BuildServiceProvider(_strict);

        Assert.Same(http, Samples.SettingsOf(provider.GetRequiredService<OpenCodeClient>()).HttpClient);
    }

    private sealed class Consumer([FromKeyedServices("build")] OpenCodeClient client)
    {
        public OpenCodeClient Client => client;
    }
}
