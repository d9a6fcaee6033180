using System.ComponentModel;
using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>Decodes one JSON value; the reader stands on its first token and is left on its last.</summary>
/// <typeparam name="T">What the value becomes.</typeparam>
/// <param name="reader">The reader, over one contiguous buffer.</param>
/// <param name="decoding">Collects what does not agree with the expected shape.</param>
/// <returns>The value; an empty one, never null, where the JSON does not fit a non-nullable type.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T JsonDecoder<out T>(ref Utf8JsonReader reader, JsonDecoding decoding);

/// <summary>Writes one value as JSON.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="writer">The writer that receives the value.</param>
/// <param name="value">The value.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void JsonEncoder<in T>(Utf8JsonWriter writer, T value);

/// <summary>A value that writes itself as JSON.</summary>
public interface IJsonModel
{
    /// <summary>Writes this value, kept unknown properties included, as one JSON value.</summary>
    /// <param name="writer">The writer that receives the value.</param>
    void WriteTo(Utf8JsonWriter writer);
}

/// <summary>A model that reads and writes itself as JSON without reflection.</summary>
/// <typeparam name="TSelf">The model itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJsonModel<TSelf> : IJsonModel
    where TSelf : IJsonModel<TSelf>
{
    /// <summary>Decodes one value of this model.</summary>
    /// <param name="reader">The reader, standing on the first token of the value.</param>
    /// <param name="decoding">Collects what does not agree with the model.</param>
    /// <returns>The model; its required members are never null.</returns>
    static abstract TSelf Decode(ref Utf8JsonReader reader, JsonDecoding decoding);
}
