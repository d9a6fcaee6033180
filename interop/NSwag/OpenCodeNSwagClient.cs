using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OpenCode.NSwag;

/// <summary>The client that NSwag makes, and how it reads JSON.</summary>
public partial class OpenCodeNSwagClient
{
    /// <summary>How its models are read and written.</summary>
    public static JsonSerializerOptions Json => _settings.Value;

    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings)
    {
        // A tag may stand anywhere in an object, what is not set is not sent, and a number may be "NaN".
        settings.AllowOutOfOrderMetadataProperties = true;
        settings.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        settings.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        settings.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepUnknownTypes } };
    }

    // A type that a newer server adds to a choice is read as the base, instead of making the whole response unreadable.
    private static void KeepUnknownTypes(JsonTypeInfo type)
    {
        if (type.PolymorphismOptions is { } choice) choice.IgnoreUnrecognizedTypeDiscriminators = true;
    }
}
