using System.Text;
using System.Text.Json;
using OpenCode.Core.Json;

namespace OpenCode.Core.Requests;

/// <summary>Finds the null that a body could not be written with, from what was written before it.</summary>
/// <remarks>Generated writers follow references that cannot be null without asking; who forces a null upon one is told where it is.</remarks>
internal static class NullPart
{
    /// <param name="written">The body up to that place.</param>
    /// <param name="cause">What the writer stumbled over.</param>
    public static ArgumentException Describe(ReadOnlySpan<byte> written, Exception cause)
    {
        string place = Find(written);
        string what = place.Length == 0 ? "The body is null" : $"The body cannot be written: its part {place} is null";
        return new ArgumentException($"{what}. Give it a value, or leave out what need not be there.", cause);
    }

    private static string Find(ReadOnlySpan<byte> written)
    {
        // White space at the end, so that a last number is known to be complete.
        byte[] text = [.. written, (byte)' '];
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = JsonDecoding.MaxDepth }));
        var path = new List<(int Index, string? Name)>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) path.RemoveAt(path.Count - 1);
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                path[^1] = (-1, JsonDecoding.NameText(ref reader));
                continue;
            }

            // The value is complete, or its first part comes next: what a list holds after it has the next number.
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                path.Add(reader.TokenType == JsonTokenType.StartArray ? (0, null) : (-1, null));
            else if (path.Count > 0) path[^1] = path[^1].Name is null && path[^1].Index >= 0 ? (path[^1].Index + 1, null) : (-1, null);
        }

        return Pointer(path);
    }

    private static string Pointer(List<(int Index, string? Name)> path)
    {
        var pointer = new StringBuilder();
        foreach ((int index, string? name) in path)
        {
            if (name is not null) pointer.Append('/').Append(JsonPointer.Escape(name));
            else if (index >= 0) pointer.Append('/').Append(index);
        }

        return pointer.ToString();
    }
}
