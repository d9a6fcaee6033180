using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenCode.Core.Json;

/// <summary>Lets <see cref="JsonSerializer"/> read and write a generated model.</summary>
/// <typeparam name="T">The model.</typeparam>
/// <remarks>
/// It reads leniently, as responses are read. With <see cref="JsonUnmappedMemberHandling.Disallow"/>, which <see cref="JsonSerializerOptions.Strict"/> has,
/// whatever differs from the spec is a <see cref="JsonDriftException"/>: so a service refuses what is no valid request.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelJsonConverter<T> : JsonConverter<T>
    where T : class, IJsonModel<T>
{
    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (reader.TokenType == JsonTokenType.Null) return null;

        // The serializer's reader may stand on segmented or partial input; models decode from one whole span.
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        bool isStrict = options.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow;
        ReadOnlySpan<byte> utf8 = JsonMarshal.GetRawUtf8Value(document.RootElement);
        if (!options.AllowDuplicateProperties) _ = JsonElement.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return (isStrict ? JsonDecoding.OfRequest() : new JsonDecoding()).DecodeDocument(utf8, T.Decode);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.WriteTo(writer);
    }
}

/// <summary>Lets <see cref="JsonSerializer"/> read and write an open enum.</summary>
/// <typeparam name="T">The enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OpenEnumJsonConverter<T> : JsonConverter<T>
    where T : struct, IOpenValue<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => T.FromValue(reader.GetString() ?? "");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Value);
    }
}
