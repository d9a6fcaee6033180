using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenCode.Contract.Tests.Faults;
using OpenCode.Hosting;
using OpenCode.Hosting.Services;

namespace OpenCode.Contract.Tests.Hosting;

/// <summary>Real servers that live and die with an application's host.</summary>
public sealed class HostedServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("opencode-hosted-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 120_000)]
    public async Task A_service_registered_before_the_server_uses_it_from_start_to_stop_and_nothing_is_left()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        var logs = new CollectedLogs();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddHostedService<Caller>();
        builder.Services.AddOpenCodeClient(options => options.Directory = _folder);
        builder.Services.AddOpenCodeServer(options => options.Server = new() { Directory = _folder, Password = "swordfish" })
            .ConfigureClient<OpenCodeClientOptions>(
                (client, server) => (client.BaseUri, client.UserName, client.Password) = (server.BaseUri, server.UserName, server.Password));
        using IHost host = builder.Build();
        var server = host.Services.GetRequiredService<OpenCodeServerSupervisor>();

        await host.StartAsync(Cancellation);
        int process = server.Status.ProcessId!.Value;
        await host.StopAsync(Cancellation);

        Caller caller = host.Services.GetServices<IHostedService>().OfType<Caller>().Single();
        Assert.Equal((true, true), (caller.HealthyAtStart, caller.HealthyAtStop));
        Assert.Equal(OpenCodeServerState.Stopped, server.Status.State);
        Assert.False(RunningProcess.Exists(process));
        Assert.Contains(logs.Lines, l => l.StartsWith("Information OpenCode.Hosting.Server: The OpenCode server listens on", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, l => l.StartsWith("Debug OpenCode.Hosting.Server: opencode: opencode server listening on", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, l => l.Contains("swordfish", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_host_whose_server_is_lost_stops_and_says_why()
    {
        using IHost host = Build(OpenCodeServerLoss.StopHost, out OpenCodeServerSupervisor server, out CollectedLogs logs);
        await host.StartAsync(Cancellation);

        RunningProcess.Kill(server.Status.ProcessId!.Value);

        OpenCodeServerException lost = await Assert.ThrowsAsync<OpenCodeServerException>(() => host.WaitForShutdownAsync(Cancellation));
        Assert.Equal(OpenCodeServerFailure.Died, lost.Failure);
        Assert.Contains(logs.Lines, l => l.StartsWith("Critical OpenCode.Hosting.Server.build", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_host_can_go_on_without_its_server()
    {
        using IHost host = Build(OpenCodeServerLoss.LogOnly, out OpenCodeServerSupervisor server, out CollectedLogs logs);
        await host.StartAsync(Cancellation);

        RunningProcess.Kill(server.Status.ProcessId!.Value);
        await Eventually.TrueAsync(() => logs.Lines.Any(l => l.StartsWith("Critical", StringComparison.Ordinal)), "the loss is logged");

        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        await host.StopAsync(Cancellation);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_host_does_not_start_with_a_server_that_cannot()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddOpenCodeServer(options => options.Server = new() { Port = 70_000 });
        using IHost host = builder.Build();

        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancellation));

        Assert.Contains("The OpenCode server: OpenCodeServerOptions.Port is 70000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_added_twice_is_one_server_with_both_configurations()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IHostApplicationLifetime>(_ => throw new InvalidOperationException("Not needed."));
        services.AddOpenCodeServer(options => options.OnLoss = OpenCodeServerLoss.LogOnly);
        services.AddOpenCodeServer(options => options.Restart = new());

        Assert.Single(services, service => service.ServiceType == typeof(IHostedService));
        using ServiceProvider provider = services.BuildServiceProvider();
        OpenCodeServerHostOptions options = provider.GetRequiredService<IOptions<OpenCodeServerHostOptions>>().Value;
        Assert.Equal((OpenCodeServerLoss.LogOnly, 5), (options.OnLoss, options.Restart.MaxRestarts));
        Assert.Equal(OpenCodeServerState.Stopped, provider.GetRequiredService<OpenCodeServerSupervisor>().Status.State);
    }

    private IHost Build(OpenCodeServerLoss onLoss, out OpenCodeServerSupervisor server, out CollectedLogs logs)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        logs = new CollectedLogs();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddOpenCodeServer("build", options => (options.Server, options.OnLoss) = (new() { Directory = _folder }, onLoss));
        IHost host = builder.Build();
        server = host.Services.GetRequiredKeyedService<OpenCodeServerSupervisor>("build");
        return host;
    }

    private sealed class Caller(OpenCodeClient client) : IHostedService
    {
        public bool HealthyAtStart { get; private set; }

        public bool HealthyAtStop { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken) =>
            HealthyAtStart = (await client.Global.Health.GetAsync(cancellationToken: cancellationToken)).Healthy;

        public async Task StopAsync(CancellationToken cancellationToken) =>
            HealthyAtStop = (await client.Global.Health.GetAsync(cancellationToken: cancellationToken)).Healthy;
    }

    private sealed class CollectedLogs : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IEnumerable<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

        public void Dispose()
        {
        }

        private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
        }
    }
}
