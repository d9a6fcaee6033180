using OpenCode.Core.Events;
using OpenCode.Core.Operations;

namespace OpenCode.Core.Options;

/// <summary>What the runtime has to know about the client that stands on it: its names, and what its API does beyond its document.</summary>
public sealed record ClientProfile
{
    private readonly string? _productName;

    /// <summary>The name of the client's class, for exceptions and logs, for example <c>PetsClient</c>.</summary>
    public required string ClientName { get; init; }

    /// <summary>
    /// The product in the User-Agent header, and the name under which the client can be observed: its activity source, its meter and its log
    /// category. <see cref="ClientName"/> by default.
    /// </summary>
    public string ProductName { get => _productName ?? ClientName; init => _productName = value; }

    /// <summary>The version of the client, for the User-Agent header and telemetry; null for none.</summary>
    public string? Version { get; init; }

    /// <summary>What the names of the client's own metrics and attributes begin with, for example <c>opencode</c>. <c>api</c> by default.</summary>
    public string TelemetryPrefix { get; init; } = "api";

    /// <summary>Finds what an event stream does beyond its document; null for a stream that is read once, from beginning to end.</summary>
    public Func<Operation, EventStreamTraits?> FindEventStream { get; init; } = static _ => null;

    /// <summary>A sentence that is added where a response has no body although one is documented; null for none.</summary>
    public string? EmptyBodyHint { get; init; }

    /// <summary>A sentence that is added where nothing listens at the server's address, or something else does; null for none.</summary>
    public string? AddressHint { get; init; }

    /// <summary>A sentence that is added where the server wants credentials and the client has none; null for a general one.</summary>
    public string? CredentialHint { get; init; }
}
