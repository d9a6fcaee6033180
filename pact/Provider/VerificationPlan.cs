using System.Text.Json.Serialization;

namespace OpenCode.Pact.Provider;

/// <summary>Which pacts a provider is to be verified against, and where it is.</summary>
public sealed record VerificationPlan
{
    /// <summary>The provider's name in the pacts.</summary>
    public required string Provider { get; init; }

    /// <summary>Where it listens: an absolute address with http or https.</summary>
    public required Uri Address { get; init; }

    /// <summary>The pact files; at least one.</summary>
    public required IReadOnlyList<string> Pacts { get; init; }

    /// <summary>
    /// Where states are set up and torn down: gets a POST with <c>state</c>, <c>params</c> and <c>action</c>; null for nowhere. A state that
    /// cannot be set up is answered with a 4xx status: the core repeats what is answered with 5xx for two minutes.
    /// </summary>
    public Uri? States { get; init; }

    /// <summary>Where messages are asked for: gets a POST with <c>description</c> and <c>providerStates</c>; null when the pacts have none.</summary>
    public Uri? Messages { get; init; }

    /// <summary>Headers that every request gets in addition. They may be secret, and reach the other process through its standard input only.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How long one request may take. Default: 30 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>The plan, the place of the result and the native core, on their way to another process.</summary>
internal sealed record VerificationOrder(VerificationPlan Plan, string ResultFile, string CoreFile);

[JsonSerializable(typeof(VerificationOrder))]
internal sealed partial class VerificationOrderJson : JsonSerializerContext;
