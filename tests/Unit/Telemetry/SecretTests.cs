using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Options;
using OpenCode.Models;
using Xunit;

namespace OpenCode.Client.Tests.Telemetry;

/// <summary>A secret is put wherever a secret can be, and looked for in everything that comes out.</summary>
[Collection(OneAtATime.Name)]
public sealed class SecretTests
{
    private const string Secret = "s3cr3t";
    private static readonly string _encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"opencode:{Secret}"));

    public static TheoryData<string> Answers => new(Stubs.Keys);

    private static Dictionary<string, Func<StubHandler>> Stubs { get; } = new()
    {
        ["success"] = () => StubHandler.Answering(HttpStatusCode.OK, $$"""{"healthy":true,"version":"1","other":"{{Secret}}"}"""),
        ["drift"] = () => StubHandler.Answering(HttpStatusCode.OK, $$"""{"healthy":"{{Secret}}","version":1}"""),
        ["refusal"] = () => StubHandler.Answering(HttpStatusCode.Unauthorized, $$"""{"_tag":"UnauthorizedError","message":"{{Secret}}"}"""),
        ["error"] = () => StubHandler.Answering(HttpStatusCode.InternalServerError, $$"""{"name":"UnknownError","data":{"message":"{{Secret}}"} }"""),
        ["page"] = () => StubHandler.Answering(HttpStatusCode.OK, $"<html>{Secret}", "text/html"),
        ["nonsense"] = () => StubHandler.Answering(HttpStatusCode.OK, $"{{{Secret}"),
        ["no connection"] = () => StubHandler.Failing(new HttpRequestException(HttpRequestError.ConnectionError, Secret, new IOException(Secret))),
        ["somebody's exception"] = () => StubHandler.Failing(new InvalidOperationException(Secret)),
        ["events"] = () =>
            StubHandler.Answering(Encoding.UTF8.GetBytes($"data: {{\"type\":\"{Secret}\",\"properties\":1}}\n\ndata: {{{Secret}\n\n"), "text/event-stream"),
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task No_log_span_or_metric_holds_a_secret(string answer)
    {
        var loggers = new RecordingLoggers();
        using var recording = new TelemetryRecording(meter => meter.Name == OpenCodeTelemetry.MeterName);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(loggers));
        services.AddOpenCodeClient(options =>
        {
            (options.BaseUri, options.Password) = (new("http://agents.example"), Secret);
            options.Streams = new() { GiveUpAfter = TimeSpan.Zero };
            options.Retry = new() { MaxAttempts = 2, Delay = TimeSpan.Zero };
        }).ConfigurePrimaryHttpMessageHandler(Stubs[answer]);
        services.AddHealthChecks().AddOpenCode();
        await using ServiceProvider provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<OpenCodeClient>();
        void Configure(RequestConfiguration request)
        {
            request.Headers["x-token"] = Secret;
            request.ExtraQuery.Add("token", Secret);
        }

        await Record.ExceptionAsync(() => client.Global.Health.GetAsync(Configure, Samples.Token));
        await Record.ExceptionAsync(() => client.Session.PostAsync(new() { Title = Secret }, Configure, Samples.Token));
        await Record.ExceptionAsync(
            () => client.SendRawAsync(HttpMethod.Post, $"/own?token={Secret}", new StringContent(Secret), cancellationToken: Samples.Token));
        await Record.ExceptionAsync(() => ReadAsync(client));
        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Samples.Token);
        recording.Observe();

        string[] texts =
            [.. loggers.Entries.Select(entry => entry.Text), recording.AllText(), string.Join(", ", report.Entries["opencode"].Data),
                report.Entries["opencode"].Description!];
        Assert.NotEmpty(loggers.Entries);
        Assert.All(texts, text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain(_encoded, text, StringComparison.Ordinal));
    }

    private static async Task ReadAsync(OpenCodeClient client)
    {
        await foreach (Models.Event next in client.Event.SubscribeAsync(cancellationToken: Samples.Token))
        {
            if (next is Models.EventGap) return;
        }
    }
}
