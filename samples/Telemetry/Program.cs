using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OpenCode;
using OpenCode.Models;
using OpenCode.Testing;
using TelemetrySample;

// With OTEL_EXPORTER_OTLP_ENDPOINT set, spans, metrics and logs go there; without it they are printed.
// Nothing here waits for long; a limit makes sure that the program ends by itself even if a server hangs.
using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(cancellationToken: limit.Token);
sandbox.Model.Enqueue(new ModelTurn().Text("There is one file, ", "README.md."));

using var exporting = new Exporting();
var services = new ServiceCollection();
services.AddLogging(logging => exporting.AddTo(logging)
    .AddFilter(OpenCodeTelemetry.LogCategory, LogLevel.Debug)
    .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Warning));
services.AddOpenCodeClient(options =>
    {
        options.BaseUri = sandbox.BaseUri;
        options.Directory = sandbox.Directory;
    })
    .AddHttpMessageHandler(() => new OverloadedOnce("session.list"));
services.AddHealthChecks().AddOpenCode();

await using ServiceProvider provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<OpenCodeClient>();

var connected = new TaskCompletionSource();
var idle = new TaskCompletionSource();
Task watching = Task.Run(WatchAsync);
await connected.Task.WaitAsync(limit.Token);

Session session = await client.Session.PostAsync(new() { Title = "List the files" }, limit.Token);
await client.Session[session.Id].Message.PostAsync(
    new() { Parts = [new TextPartInput { Text = "Which files are here?" }] }, limit.Token);
await idle.Task.WaitAsync(limit.Token);

// The handler above answers the first attempt with 503, so this request is sent twice.
Console.WriteLine($"sessions: {(await client.Session.GetAsync(limit.Token)).Count}");

// The server ends the event stream of a project that it disposes; the client connects again and announces the gap.
await client.Instance.Dispose.PostAsync(cancellationToken: limit.Token);
await watching;

HealthReport health = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(limit.Token);
Console.WriteLine($"health: {health.Status}");

async Task WatchAsync()
{
    await foreach (Event next in client.Event.SubscribeAsync(limit.Token))
    {
        switch (next)
        {
            case EventServerConnected:
                connected.TrySetResult();
                break;
            case EventSessionIdle idling:
                Console.WriteLine($"idle: {idling.Properties.SessionId}");
                idle.TrySetResult();
                break;
            case EventGap { Gap: var gap }:
                Console.WriteLine($"events may be missing since {gap.Since:T} ({gap.Reason})");
                return;
            default:
                break;
        }
    }
}
