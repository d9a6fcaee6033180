using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.Runtime;

namespace OpenCode.DependencyInjection.Health;

/// <summary>Asks the server whether it is well, and looks at the event streams of a client.</summary>
internal sealed class OpenCodeHealthCheck(OpenCodeClient client, OpenCodeHealthCheckOptions options) : IHealthCheck
{
    // A report is read by people and kept by monitors: the worst streams are enough.
    private const int MostStreams = 20;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Dictionary<string, object> data = new() { ["server"] = client.BaseUri is { } address ? ServerAddress.Describe(address).TrimEnd('/') : "unknown" };
        List<string> reasons = [];
        HealthStatus status = await AskAsync(data, reasons, cancellationToken).ConfigureAwait(false);

        int number = 0;
        foreach (StreamHealth stream in StreamHealth.Of(
            client.Subscriptions, client.FailedSubscriptions, options, (client.Sender as HttpRequestSender)?.TimeProvider.GetUtcNow() ?? DateTimeOffset.UtcNow))
        {
            if (stream.Status < status) status = stream.Status;
            if (number < MostStreams && stream.Reason is { } reason) reasons.Add(reason);
            if (number < MostStreams) Describe(data, stream, $"stream.{number}");
            number++;
        }

        data["streams"] = number;
        string description = reasons.Count == 0 ? "The server answers, and its event streams are live." : string.Join("; ", reasons.Distinct()) + ".";

        // Whoever registers a check decides what a failure of it means.
        return new HealthCheckResult(status == HealthStatus.Unhealthy ? context.Registration.FailureStatus : status, description, exception: null, data);
    }

    private async Task<HealthStatus> AskAsync(Dictionary<string, object> data, List<string> reasons, CancellationToken cancellationToken)
    {
        try
        {
            RequestBudgets budgets = ((client.Sender as HttpRequestSender)?.Budgets ?? new RequestBudgets()) with { Total = options.Timeout };

            // A repeat would hide what the check is for; whoever asks for health asks again anyway.
            GlobalHealthResponse health = await client.Global.Health.GetAsync(
                request => (request.Budgets, request.Retry) = (budgets, RetryOptions.None), cancellationToken).ConfigureAwait(false);
            data["version"] = health.Version;
            if (health.Healthy) return HealthStatus.Healthy;
            reasons.Add("the server says that it is not well");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Not handed on: the service logs exceptions with their messages, and those of handlers can quote anything.
            data["error"] = FailureDescription.TypeOf(e);
            reasons.Add($"the server does not answer: {FailureDescription.Describe(e)}");
        }

        return HealthStatus.Unhealthy;
    }

    // Flat, because writers of health reports know texts, numbers and times, but no types of ours.
    private static void Describe(Dictionary<string, object> data, StreamHealth stream, string prefix)
    {
        data[$"{prefix}.operation"] = stream.OperationId;
        data[$"{prefix}.phase"] = stream.State.Phase.ToString();
        data[$"{prefix}.since"] = stream.State.Since;
        data[$"{prefix}.failed_attempts"] = stream.State.FailedAttempts;
        if (stream.State.InterruptedSince is { } interrupted) data[$"{prefix}.interrupted_since"] = interrupted;
        if (stream.State.Error is { } error) data[$"{prefix}.error"] = FailureDescription.TypeOf(error);
    }
}
