using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OpenCodeGen.Model;

/// <summary>Where something stands in a document's text, as editors count: both numbers begin with 1, columns are characters.</summary>
public readonly record struct SpecPosition(int Line, int Column)
{
    /// <summary>The position of a byte.</summary>
    /// <param name="utf8">The bytes of the document.</param>
    /// <param name="offset">The number of bytes before it.</param>
    public static SpecPosition At(ReadOnlySpan<byte> utf8, long offset)
    {
        ReadOnlySpan<byte> before = utf8[..(int)Math.Clamp(offset, 0, utf8.Length)];
        ReadOnlySpan<byte> line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return new SpecPosition(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(line) + 1);
    }

    /// <summary>The position in a text that begins with something else.</summary>
    /// <param name="before">What stands before the document.</param>
    public SpecPosition After(ReadOnlySpan<byte> before)
    {
        SpecPosition end = At(before, before.Length);
        return Line == 1 ? new SpecPosition(end.Line, end.Column + Column - 1) : new SpecPosition(end.Line + Line - 1, Column);
    }

    /// <summary>Finds a place, or the innermost one on the way to it that is there.</summary>
    /// <param name="utf8">The bytes of the document.</param>
    /// <param name="pointer">A JSON pointer that begins with <c>#</c>.</param>
    /// <returns>Where its name stands, or its value in a list; null when the text is no JSON.</returns>
    public static SpecPosition? Find(ReadOnlySpan<byte> utf8, string pointer)
    {
        string[] segments = pointer.Split('/').Skip(1).Select(PointerText.Unescape).ToArray();
        long found = 0;
        int depth = 0;
        try
        {
            var reader =
                new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 256, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            reader.Read();
            found = reader.TokenStartIndex;
            while (depth < segments.Length && Enter(ref reader, segments[depth], ref found)) depth++;
        }
        catch (JsonException)
        {
            return null;
        }

        return At(utf8, found);
    }

    /// <summary>Moves the reader from a container to the value of one segment.</summary>
    private static bool Enter(ref Utf8JsonReader reader, string segment, ref long found)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals(segment))
                {
                    found = reader.TokenStartIndex;
                    return reader.Read();
                }

                reader.Skip();
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                if (i == index)
                {
                    found = reader.TokenStartIndex;
                    return true;
                }

                reader.Skip();
            }
        }

        return false;
    }
}
