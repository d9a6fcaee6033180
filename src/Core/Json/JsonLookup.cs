using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>Finds in the JSON of an unknown variant what all known variants of its union have; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonLookup
{
    /// <summary>Decodes a property of an object of any shape.</summary>
    /// <typeparam name="T">What the property becomes.</typeparam>
    /// <param name="json">The object; anything else has no properties.</param>
    /// <param name="property">The name of the property.</param>
    /// <param name="decoder">The decoder of its value.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the property is there, is not null, and has the JSON type that the decoder expects.</returns>
    public static bool TryGet<T>(JsonElement json, ReadOnlySpan<byte> property, JsonDecoder<T> decoder, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(property, out JsonElement found) || found.ValueKind == JsonValueKind.Null)
            return false;
        var decoding = new JsonDecoding();
        value = decoding.DecodeDocument(JsonWriting.RawOf(found), decoder);
        return !decoding.Drifts.Any(static d => d is { Pointer: "", Kind: JsonDriftKind.WrongType });
    }

    /// <summary>Reads a string inside objects of any shape.</summary>
    /// <param name="json">The outermost object.</param>
    /// <param name="prefix">What the string must begin with; null for anything.</param>
    /// <param name="path">The names of the properties on the way.</param>
    /// <returns>The string; null when there is none.</returns>
    public static string? TextAt(JsonElement json, string? prefix, params ReadOnlySpan<string> path)
    {
        foreach (string property in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(property, out json)) return null;
        }

        if (json.ValueKind != JsonValueKind.String) return null;

        // GetString throws for what is no valid UTF-16; the decoder replaces it.
        string text = new JsonDecoding().DecodeDocument(JsonWriting.RawOf(json), static (ref Utf8JsonReader r, JsonDecoding d) => d.ReadString(ref r));
        return prefix is null || text.StartsWith(prefix, StringComparison.Ordinal) ? text : null;
    }

    /// <summary>The first string that is not empty: an older or newer server may leave out what the spec requires.</summary>
    /// <param name="texts">The strings, the most reliable one first.</param>
    /// <returns>The string; null when there is none.</returns>
    public static string? FirstText(params ReadOnlySpan<string?> texts)
    {
        foreach (string? text in texts)
        {
            if (!string.IsNullOrEmpty(text)) return text;
        }

        return null;
    }
}
