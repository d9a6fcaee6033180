namespace OpenCode;

/// <summary>The names under which a client can be observed.</summary>
/// <remarks>Spans and metrics are made only when something listens to them, and hold no credentials, no bodies and no query strings.</remarks>
public static class OpenCodeTelemetry
{
    internal const string Name = "OpenCode.Client";

    /// <summary>The <see cref="System.Diagnostics.ActivitySource"/> of the client's spans, one for each attempt to send a request.</summary>
    public const string ActivitySourceName = Name;

    /// <summary>The <see cref="System.Diagnostics.Metrics.Meter"/> of the client's instruments.</summary>
    public const string MeterName = Name;

    /// <summary>The category of everything the client logs.</summary>
    public const string LogCategory = Name;
}
