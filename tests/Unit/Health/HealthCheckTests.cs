using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenCode.Client.Tests.DependencyInjection;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Health;

public sealed class HealthCheckTests
{
    private static readonly ApiException _lost = new ApiConnectionException("thing.watch", ConnectionFailureKind.Reset, "a");
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Server_that_does_not_say_so_is_unhealthy()
    {
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(StubHandler.Answering(HttpStatusCode.OK, """{"healthy":false,"version":"1"}"""))).Status);
        HealthReportEntry refused = await CheckAsync(StubHandler.Answering(HttpStatusCode.Unauthorized, ""));
        Assert.Equal((HealthStatus.Unhealthy, "401"), (refused.Status, refused.Data["error"]));
        HealthReportEntry unreachable = await CheckAsync(StubHandler.Failing(new HttpRequestException(HttpRequestError.NameResolutionError, "")));
        Assert.Equal((HealthStatus.Unhealthy, "name_resolution_error"), (unreachable.Status, unreachable.Data["error"]));
    }

    [Fact]
    public async Task Server_has_a_limited_time_to_answer()
    {
        Task<HealthReportEntry> check = CheckAsync(StubHandler.Silent());
        await TestWait.UntilAsync(() => _clock.NextDue == TimeSpan.FromSeconds(5));
        _clock.Advance(TimeSpan.FromSeconds(5));

        HealthReportEntry entry = await check;
        Assert.Equal((HealthStatus.Unhealthy, "timeout"), (entry.Status, entry.Data["error"]));
    }

    public static TheoryData<EventStreamState, int, HealthStatus> Streams
    {
        get
        {
            DateTimeOffset start = new ManualTimeProvider().Start;
            return new()
            {
                { new() { Phase = EventStreamPhase.Live, Since = start }, 3600, HealthStatus.Healthy },
                { new() { Phase = EventStreamPhase.Connecting, Since = start }, 3600, HealthStatus.Healthy },
                { new() { Phase = EventStreamPhase.Connecting, Since = start, FailedAttempts = 1 }, 30, HealthStatus.Degraded },
                { new() { Phase = EventStreamPhase.Connecting, Since = start, FailedAttempts = 1 }, 61, HealthStatus.Unhealthy },
                { new() { Phase = EventStreamPhase.WaitingToReconnect, Since = start, InterruptedSince = start, FailedAttempts = 2, Error = _lost }, 60,
                    HealthStatus.Degraded },
                { new() { Phase = EventStreamPhase.WaitingToReconnect, Since = start, InterruptedSince = start, FailedAttempts = 2, Error = _lost }, 61,
                    HealthStatus.Unhealthy },
                { new() { Phase = EventStreamPhase.Connecting, Since = start.AddSeconds(100), InterruptedSince = start, FailedAttempts = 9 }, 101,
                    HealthStatus.Unhealthy },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Streams_are_judged_by_how_long_they_are_interrupted(EventStreamState state, int seconds, HealthStatus expected)
    {
        HealthReportEntry entry = await CheckAsync(WellAnswer(), client =>
        {
            Samples.RegistryOf(client).Add(new FakeSubscription(Samples.Watch, EventStreamPhase.Live));
            Samples.RegistryOf(client).Add(new FakeSubscription(Samples.Watch, state));
            _clock.Advance(TimeSpan.FromSeconds(seconds));
        });

        Assert.Equal((expected, 2), (entry.Status, entry.Data["streams"]));
        string worst = expected == HealthStatus.Healthy ? "stream.1" : "stream.0";
        Assert.Equal(
            ("thing.watch", state.Phase.ToString(), state.Since, state.FailedAttempts),
            (entry.Data[worst + ".operation"], entry.Data[worst + ".phase"], entry.Data[worst + ".since"], entry.Data[worst + ".failed_attempts"]));
    }

    [Theory]
    [InlineData(299, HealthStatus.Unhealthy)]
    [InlineData(300, HealthStatus.Healthy)]
    public async Task Stream_that_ended_with_an_error_is_unhealthy_for_a_while(int seconds, HealthStatus expected)
    {
        HealthReportEntry entry = await CheckAsync(WellAnswer(), client =>
        {
            var stream = new FakeSubscription(Samples.Watch, EventStreamPhase.Live);
            Samples.RegistryOf(client).Add(stream);
            stream.Now = new() { Phase = EventStreamPhase.Ended, Since = _clock.GetUtcNow(), Error = _lost };
            Samples.RegistryOf(client).Remove(stream);
            _clock.Advance(TimeSpan.FromSeconds(seconds));
        });

        Assert.Equal(expected, entry.Status);
        if (expected == HealthStatus.Unhealthy) Assert.Equal("response_ended", entry.Data["stream.0.error"]);
    }

    [Fact]
    public async Task Report_of_many_streams_stays_short()
    {
        HealthReportEntry entry = await CheckAsync(WellAnswer(), client =>
        {
            for (int i = 0; i < 100; i++)
            {
                Samples.RegistryOf(client).Add(
                    new FakeSubscription(Samples.Watch,
                        new EventStreamState { Phase = EventStreamPhase.WaitingToReconnect, Since = default, FailedAttempts = 1 }));
            }
        });

        Assert.Equal(100, entry.Data["streams"]);
        Assert.False(entry.Data.ContainsKey("stream.20.phase"));
        Assert.Equal("thing.watch is interrupted.", entry.Description);
    }

    [Fact]
    public async Task Named_client_is_checked_by_its_name()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddOpenCodeClient("build", options => options.BaseUri = new("http://build.example")).ConfigurePrimaryHttpMessageHandler(() => WellAnswer());
        services.AddHealthChecks().AddOpenCode("build");
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Samples.Token);

        Assert.Equal("http://build.example", report.Entries["opencode-build"].Data["server"]);
    }

    [Fact]
    public void Limits_that_cannot_work_are_refused()
    {
        IHealthChecksBuilder checks = new ServiceCollection().AddHealthChecks();

        Assert.Contains("Timeout", Assert.Throws<ArgumentException>(() => checks.AddOpenCode(configure: o => o.Timeout = default)).Message,
            StringComparison.Ordinal);
        Assert.Contains("InterruptionLimit", Assert.Throws<ArgumentException>(() => checks.AddOpenCode(configure: o => o.InterruptionLimit = default)).Message,
            StringComparison.Ordinal);
        Assert.Contains("FailureMemory",
            Assert.Throws<ArgumentException>(() => checks.AddOpenCode(configure: o => o.FailureMemory = TimeSpan.FromSeconds(-1))).Message,
                StringComparison.Ordinal);
    }

    private static StubHandler WellAnswer() => StubHandler.Answering(HttpStatusCode.OK, """{"healthy":true,"version":"1.2.3"}""");

    private async Task<HealthReportEntry> CheckAsync(StubHandler stub, Action<OpenCodeClient>? prepare = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddOpenCodeClient(options => options.BaseUri = new("http://127.0.0.1:4096")).ConfigurePrimaryHttpMessageHandler(() => stub);
        services.AddHealthChecks().AddOpenCode();
        await using ServiceProvider provider = services.BuildServiceProvider();
        prepare?.Invoke(provider.GetRequiredService<OpenCodeClient>());
        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Samples.Token);
        return report.Entries["opencode"];
    }
}
