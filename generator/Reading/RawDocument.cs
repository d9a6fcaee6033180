using System.Text.Json;
using OpenCodeGen.Model;

namespace OpenCodeGen.Reading;

/// <summary>The document as plain JSON, for what the OpenAPI reader does not pass on, such as boolean schemas.</summary>
internal sealed class RawDocument(JsonElement root)
{
    /// <summary>The kind of the value at a place.</summary>
    /// <param name="pointer">A JSON pointer that begins with <c>#</c>.</param>
    public JsonValueKind KindAt(string pointer) => Find(pointer)?.ValueKind ?? JsonValueKind.Undefined;

    /// <summary>Whether the value at a place is a schema that every value fits: <c>{}</c> or <c>true</c>.</summary>
    public bool IsAnything(string pointer)
        => Find(pointer) is { } value && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any()));

    private JsonElement? Find(string pointer)
    {
        JsonElement current = root;
        foreach (string raw in pointer.Split('/').Skip(1))
        {
            string segment = PointerText.Unescape(raw);
            if (current.ValueKind == JsonValueKind.Array)
            {
                if (!int.TryParse(segment, out int index) || index >= current.GetArrayLength())
                    return null;
                current = current[index];
            }
            else if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(segment, out current))
            {
                return null;
            }
        }

        return current;
    }
}
