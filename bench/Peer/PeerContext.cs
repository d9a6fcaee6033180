using System.Text.Json.Serialization;

namespace OpenCode.Benchmarks.Peer;

/// <summary>System.Text.Json's source generator, set up the way its documentation recommends for this wire format.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(List<MessageWithParts>))]
internal sealed partial class PeerContext : JsonSerializerContext;
