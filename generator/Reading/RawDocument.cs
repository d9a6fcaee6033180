using System.Globalization;
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

    /// <summary>
    /// The place that the OpenAPI reader means. After an example it forgets to leave that place, so that its pointers have all of them in front.
    /// </summary>
    /// <param name="pointer">The reader's pointer.</param>
    /// <returns>A pointer to something in the document, or to what is missing there; null when none can be made of it.</returns>
    public string? Correct(string pointer)
    {
        if (Find(pointer) is not null) return pointer;
        for (int i = pointer.LastIndexOf("/~1", StringComparison.Ordinal); i > 0; i = pointer.LastIndexOf("/~1", i - 1, StringComparison.Ordinal))
        {
            string path = "#/paths" + pointer[i..];
            if (Find(path) is not null || Find(path[..path.LastIndexOf('/')]) is not null) return path;
        }

        // Without the number of an element, or of what is missing, the place around it is the best there is.
        return pointer.StartsWith("#/", StringComparison.Ordinal)
            && pointer.IndexOf("/~1", StringComparison.Ordinal) == pointer.LastIndexOf("/~1", StringComparison.Ordinal) ? pointer : null;
    }

    private JsonElement? Find(string pointer)
    {
        JsonElement current = root;
        foreach (string raw in pointer.Split('/').Skip(1))
        {
            string segment = PointerText.Unescape(raw);
            if (current.ValueKind == JsonValueKind.Array)
            {
                if (!int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= current.GetArrayLength()) return null;
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
