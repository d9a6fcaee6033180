using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenCode.Models;
using OpenCode.WireMock;
using Xunit;

namespace OpenCode.Mock.Tests.Health;

/// <summary>What the check says of what a server says; how it judges streams is tested with the client's own.</summary>
public sealed class HealthCheckTests : IDisposable
{
    private readonly OpenCodeMock _mock = OpenCodeMock.Start();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _mock.Dispose();

    [Fact]
    public async Task Server_that_says_so_is_healthy()
    {
        _mock.On(OperationCatalog.GlobalHealth).Respond(new GlobalHealthResponse { Version = "1.2.3" });

        HealthReportEntry entry = await CheckAsync();

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal((_mock.Url.ToString().TrimEnd('/'), "1.2.3", 0), (entry.Data["server"], entry.Data["version"], entry.Data["streams"]));
    }

    [Fact]
    public async Task Server_that_does_not_say_so_is_unhealthy()
    {
        _mock.On(OperationCatalog.GlobalHealth).Fail(HttpStatusCode.Unauthorized)
            .Then.Break(MockFault.EmptyResponse);

        HealthReportEntry refused = await CheckAsync();
        HealthReportEntry empty = await CheckAsync();

        Assert.Equal((HealthStatus.Unhealthy, "401"), (refused.Status, refused.Data["error"]));
        Assert.Equal(HealthStatus.Unhealthy, empty.Status);
    }

    [Fact]
    public async Task Registration_decides_what_a_failure_is()
    {
        _mock.On(OperationCatalog.GlobalHealth).Fail(HttpStatusCode.Unauthorized);

        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(HealthStatus.Degraded)).Status);
    }

    private async Task<HealthReportEntry> CheckAsync(HealthStatus? failureStatus = null)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddOpenCodeClient(o => (o.BaseUri, o.Password) = (_mock.Url, ""));
        services.AddHealthChecks().AddOpenCode(failureStatus: failureStatus);
        await using ServiceProvider provider = services.BuildServiceProvider();
        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation);
        return report.Entries["opencode"];
    }
}
