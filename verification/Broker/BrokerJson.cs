using System.Text.Json.Serialization;

namespace OpenCode.Verification.Broker;

/// <summary>The body of a request to publish contracts.</summary>
internal sealed record ContractsToPublish
{
    public required string PacticipantName { get; init; }

    public required string PacticipantVersionNumber { get; init; }

    public string? Branch { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? BuildUrl { get; init; }

    public required IReadOnlyList<ContractToPublish> Contracts { get; init; }
}

/// <summary>One contract. What is published anew for the same version replaces what was there, if the broker allows it at all.</summary>
internal sealed record ContractToPublish(string ConsumerName, string ProviderName, ReadOnlyMemory<byte> Content)
{
    public string Specification { get; } = "pact";

    public string ContentType { get; } = "application/json";

    public string OnConflict { get; } = "overwrite";
}

/// <summary>The body of a request to publish the result of a verification.</summary>
internal sealed record ResultToPublish(bool Success, string ProviderApplicationVersion, string? BuildUrl, Verifier VerifiedBy);

/// <summary>The program that verified.</summary>
internal sealed record Verifier(string Implementation, string Version);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContractsToPublish))]
[JsonSerializable(typeof(ResultToPublish))]
internal sealed partial class BrokerJson : JsonSerializerContext;
