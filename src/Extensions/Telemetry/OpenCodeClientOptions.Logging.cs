using Microsoft.Extensions.Logging;

namespace OpenCode;

// The core knows no logging package, so this option is added here.
public sealed partial class OpenCodeClientOptions
{
    /// <summary>
    /// Makes the client's logger, whose category is <see cref="OpenCodeTelemetry.LogCategory"/>. When null nothing is logged; a
    /// client from a service container uses the container's. Credentials, headers, bodies and query strings are never logged.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
