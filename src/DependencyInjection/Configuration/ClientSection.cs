using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;

namespace OpenCode.DependencyInjection.Configuration;

/// <summary>Reads a client's options from a configuration section.</summary>
/// <remarks>
/// By hand and not by the configuration binder, because that would write into the budgets and stream options that an option holds, past
/// init and whoever shares them, lets a typo in a key go unnoticed, and repeats values that may be secrets in its messages.
/// </remarks>
internal static class ClientSection
{
    /// <exception cref="OptionsValidationException">A key is unknown or a value cannot be read; every such place is named.</exception>
    public static void Apply(string name, IConfiguration section, OpenCodeClientOptions options)
    {
        List<string> failures = [];
        var reader = new SectionReader(section, failures);
        options.BaseUri = reader.Address(nameof(options.BaseUri), options.BaseUri);
        options.Password = reader.Text(nameof(options.Password), options.Password);
        options.UserName = reader.Text(nameof(options.UserName), options.UserName);
        options.Directory = reader.Text(nameof(options.Directory), options.Directory);
        options.Workspace = reader.Text(nameof(options.Workspace), options.Workspace);
        options.StrictDecoding = reader.Truth(nameof(options.StrictDecoding), options.StrictDecoding);
        options.MaxResponseBytes = reader.OptionalNumber(nameof(options.MaxResponseBytes), options.MaxResponseBytes);
        options.AllowCompression = reader.OptionalTruth(nameof(options.AllowCompression), options.AllowCompression);
        options.PooledConnectionLifetime = reader.Time(nameof(options.PooledConnectionLifetime), options.PooledConnectionLifetime);
        options.Budgets = reader.Section(nameof(options.Budgets), options.Budgets, Budgets);
        options.Streams = reader.Section(nameof(options.Streams), options.Streams, Streams);
        options.Retry = reader.Section(nameof(options.Retry), options.Retry, Retry);
        reader.RefuseUnknown();
        if (failures.Count > 0) throw new OptionsValidationException(name, typeof(OpenCodeClientOptions), failures);
    }

    private static RequestBudgets Budgets(SectionReader reader, RequestBudgets current) => current with
    {
        Connect = reader.OptionalTime(nameof(current.Connect), current.Connect),
        ResponseHeaders = reader.OptionalTime(nameof(current.ResponseHeaders), current.ResponseHeaders),
        IdleBetweenBytes = reader.OptionalTime(nameof(current.IdleBetweenBytes), current.IdleBetweenBytes),
        Total = reader.OptionalTime(nameof(current.Total), current.Total),
    };

    private static RetryOptions Retry(SectionReader reader, RetryOptions current) => current with
    {
        MaxAttempts = reader.Count(nameof(current.MaxAttempts), current.MaxAttempts),
        Delay = reader.Time(nameof(current.Delay), current.Delay),
        MaxDelay = reader.Time(nameof(current.MaxDelay), current.MaxDelay),
        MaxTotalTime = reader.OptionalTime(nameof(current.MaxTotalTime), current.MaxTotalTime),
    };

    private static EventStreamOptions Streams(SectionReader reader, EventStreamOptions current) => current with
    {
        ReconnectDelay = reader.Time(nameof(current.ReconnectDelay), current.ReconnectDelay),
        MaxReconnectDelay = reader.Time(nameof(current.MaxReconnectDelay), current.MaxReconnectDelay),
        HealthyAfter = reader.Time(nameof(current.HealthyAfter), current.HealthyAfter),
        GiveUpAfter = reader.OptionalTime(nameof(current.GiveUpAfter), current.GiveUpAfter),
        SilenceLimit = reader.OptionalTime(nameof(current.SilenceLimit), current.SilenceLimit),
        RefreshAfter = reader.OptionalTime(nameof(current.RefreshAfter), current.RefreshAfter),
        BufferedEvents = reader.Count(nameof(current.BufferedEvents), current.BufferedEvents),
        BufferedBytes = reader.Number(nameof(current.BufferedBytes), current.BufferedBytes),
        MaxEventBytes = reader.Count(nameof(current.MaxEventBytes), current.MaxEventBytes),
        SlowReader = reader.Choice(nameof(current.SlowReader), current.SlowReader),
        IncludeHeartbeats = reader.Truth(nameof(current.IncludeHeartbeats), current.IncludeHeartbeats),
    };
}
