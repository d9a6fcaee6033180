using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>What tells the variants of a union apart, read ahead on a copy of the reader.</summary>
public sealed partial class JsonDecoding
{
    /// <summary>Reads a text property ahead, wherever it stands in the object.</summary>
    /// <param name="reader">The reader, standing on an object; it does not move.</param>
    /// <param name="property">The name of the property.</param>
    /// <returns>The unescaped text of its first occurrence; empty when there is none.</returns>
    public ReadOnlySpan<byte> PeekText(in Utf8JsonReader reader, ReadOnlySpan<byte> property)
    {
        if (!_document.IsEmpty && JsonTagScan.TryFindText(_document.Span[(int)reader.TokenStartIndex..], property, out ReadOnlySpan<byte> text)) return text;
        Utf8JsonReader ahead = reader;
        return FindProperty(ref ahead, property) ? PeekedText(ref ahead) : default;
    }

    /// <summary>Reads a text property of a nested object ahead.</summary>
    /// <param name="reader">The reader, standing on an object; it does not move.</param>
    /// <param name="outer">The name of the property that holds the nested object.</param>
    /// <param name="inner">The name of the property inside it.</param>
    /// <returns>The unescaped text; empty when there is none.</returns>
#pragma warning disable CA1822 // Called like its sibling by generated code.
    public ReadOnlySpan<byte> PeekText(in Utf8JsonReader reader, ReadOnlySpan<byte> outer, ReadOnlySpan<byte> inner)
    {
        Utf8JsonReader ahead = reader;
        return FindProperty(ref ahead, outer) && FindProperty(ref ahead, inner) ? PeekedText(ref ahead) : default;
    }
#pragma warning restore CA1822

    /// <summary>Reads a boolean property ahead.</summary>
    /// <param name="reader">The reader, standing on an object; it does not move.</param>
    /// <param name="property">The name of the property.</param>
    /// <returns>Its value; null when there is none.</returns>
    public static bool? PeekBoolean(Utf8JsonReader reader, ReadOnlySpan<byte> property)
        => FindProperty(ref reader, property) && reader.TokenType is JsonTokenType.True or JsonTokenType.False
            ? reader.TokenType == JsonTokenType.True
            : null;

    /// <summary>Whether an object has a property.</summary>
    /// <param name="reader">The reader, standing on an object; it does not move.</param>
    /// <param name="property">The name of the property.</param>
    /// <returns>Whether it is there.</returns>
    public static bool HasProperty(Utf8JsonReader reader, ReadOnlySpan<byte> property) => FindProperty(ref reader, property);

    /// <summary>Finds the shape that explains most of an object's properties.</summary>
    /// <param name="reader">The reader, standing on an object; it does not move.</param>
    /// <param name="shapes">For each shape its property names, separated by line feeds; required ones begin with <c>!</c>.</param>
    /// <returns>The index of the best shape, the first one of equals; -1 when the object lacks something that every shape requires.</returns>
    public static int BestShape(Utf8JsonReader reader, params ReadOnlySpan<string> shapes)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            present.Add(NameText(ref reader));
            reader.Read();
            reader.Skip();
        }

        int best = -1;
        int bestScore = -1;
        for (int i = 0; i < shapes.Length; i++)
        {
            int score = 0;
            foreach (string entry in shapes[i].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                bool required = entry[0] == '!';
                bool found = present.Contains(required ? entry[1..] : entry);
                if (required && !found)
                {
                    score = -1;
                    break;
                }

                score += found ? 1 : 0;
            }

            if (score > bestScore) (best, bestScore) = (i, score);
        }

        return best;
    }

    /// <summary>Moves from the start of an object to the value of one of its properties.</summary>
    /// <param name="reader">The reader, at the start of the object.</param>
    /// <param name="property">The name of the property, unescaped.</param>
    /// <returns>Whether it is there.</returns>
    public static bool FindProperty(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> property)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = (reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan).SequenceEqual(property);
            reader.Read();
            if (found) return true;
            reader.Skip();
        }

        return false;
    }

    private static ReadOnlySpan<byte> PeekedText(scoped ref Utf8JsonReader reader)
        => reader.TokenType != JsonTokenType.String ? default : reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan;
}
