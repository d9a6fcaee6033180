using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OpenCode.Core.Json;

public sealed partial class JsonDecoding
{
    /// <summary>Whether the reader stands on an object; otherwise the value is noted as a difference and skipped.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <returns>Whether properties follow.</returns>
    public bool BeginsObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        Mismatched(ref reader, "object");
        return false;
    }

    /// <summary>Moves to the value of the next property of the current object.</summary>
    /// <param name="reader">The reader, on the start of the object or the end of the previous value.</param>
    /// <param name="name">The unescaped name of the property.</param>
    /// <returns>Whether there was one; otherwise the reader stands on the end of the object.</returns>
#pragma warning disable CA1822 // Called like its siblings by generated code.
    public bool NextProperty(ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            name = default;
            return false;
        }

        name = reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan;
        reader.Read();
        return true;
    }

    /// <summary>Keeps a property that the model does not know.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <param name="kept">What was kept so far, or null.</param>
    /// <param name="name">The name of the property.</param>
    /// <returns>The kept properties.</returns>
    public Dictionary<string, JsonElement> Keep(ref Utf8JsonReader reader, Dictionary<string, JsonElement>? kept, scoped ReadOnlySpan<byte> name)
    {
        // Explicit nulls of known properties are kept, too, and a null of an unknown one says nothing.
        if (_refusesUnknown && reader.TokenType != JsonTokenType.Null)
            Note(new Mismatch(reader.TokenStartIndex, JsonDriftKind.UnknownProperty, "no property of this name", null));
        return KeepAllowed(ref reader, kept, name);
    }

    /// <summary>Keeps a property that the model does not know, and that the spec allows.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <param name="kept">What was kept so far, or null.</param>
    /// <param name="name">The name of the property.</param>
    /// <returns>The kept properties.</returns>
    public Dictionary<string, JsonElement> KeepAllowed(ref Utf8JsonReader reader, Dictionary<string, JsonElement>? kept, scoped ReadOnlySpan<byte> name)
    {
        kept ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        string key = Key(name, in reader);
        kept[key] = JsonElement.ParseValue(ref reader);
        return kept;
    }

    /// <summary>Keeps a property of a model whose additional properties have a declared type.</summary>
    /// <typeparam name="T">The declared type.</typeparam>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <param name="kept">What was kept so far, or null.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="decoder">The decoder of the value.</param>
    /// <returns>The kept properties.</returns>
    public Dictionary<string, T> Keep<T>(ref Utf8JsonReader reader, Dictionary<string, T>? kept, scoped ReadOnlySpan<byte> name, JsonDecoder<T> decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        kept ??= new Dictionary<string, T>(StringComparer.Ordinal);
        string key = Key(name, in reader);
        kept[key] = decoder(ref reader, this);
        return kept;
    }
#pragma warning restore CA1822

    /// <summary>Reads a list.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <param name="decoder">The decoder of an element.</param>
    /// <returns>The elements; none for a value that is not an array.</returns>
    public IReadOnlyList<T> ReadList<T>(ref Utf8JsonReader reader, JsonDecoder<T> decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        long start = reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Mismatched(ref reader, "array");
            return WithOriginal(in reader, start, Array.Empty<T>());
        }

        // Most lists are short: they grow on the stack, and the result is allocated once, in its final size.
        FewElements<T> few = default;
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == FewElements<T>.Length)
            {
                T[] many = ReadLongList(ref reader, decoder, few);
                return _hasLosses ? WithOriginal(in reader, start, many) : many;
            }

            few[count++] = decoder(ref reader, this);
        }

        T[] list = count == 0 ? [] : ((ReadOnlySpan<T>)few)[..count].ToArray();
        return _hasLosses ? WithOriginal(in reader, start, list) : list;
    }

    /// <summary>Reads an object whose property names are data.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <param name="decoder">The decoder of a value.</param>
    /// <returns>The entries in document order; none for a value that is not an object.</returns>
    public IReadOnlyDictionary<string, T> ReadMap<T>(ref Utf8JsonReader reader, JsonDecoder<T> decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        long start = reader.TokenStartIndex;
        if (!BeginsObject(ref reader)) return WithOriginal(in reader, start, map);
        while (NextProperty(ref reader, out ReadOnlySpan<byte> name))
        {
            string key = Key(name, in reader);
            map[key] = decoder(ref reader, this);
        }

        return _hasLosses ? WithOriginal(in reader, start, map) : map;
    }

    /// <summary>A name that is data. What is not quite Unicode comes out as U+FFFD, and only the object as it came still tells what it was.</summary>
    private string Key(scoped ReadOnlySpan<byte> name, scoped in Utf8JsonReader value)
    {
        string key = System.Text.Encoding.UTF8.GetString(name);
        if (key.Contains('\uFFFD')) Lose(value.TokenStartIndex - 1); // Between the name and its value.
        return key;
    }

    private T[] ReadLongList<T>(ref Utf8JsonReader reader, JsonDecoder<T> decoder, scoped ReadOnlySpan<T> first)
    {
        T[] buffer = ArrayPool<T>.Shared.Rent(first.Length * 4);
        int count = first.Length;
        try
        {
            first.CopyTo(buffer);
            do
            {
                if (count == buffer.Length) Grow(ref buffer);
                buffer[count++] = decoder(ref reader, this);
            }
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray);
            return buffer.AsSpan(0, count).ToArray();
        }
        finally
        {
            ArrayPool<T>.Shared.Return(buffer, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }

    private static void Grow<T>(ref T[] buffer)
    {
        T[] larger = ArrayPool<T>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(buffer, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        buffer = larger;
    }

    /// <summary>The name the reader stands on; bytes that are not UTF-8 become U+FFFD, as they do in values.</summary>
    internal static string NameText(scoped ref Utf8JsonReader reader)
        => System.Text.Encoding.UTF8.GetString(reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan);

    private static byte[] Unescaped(scoped ref Utf8JsonReader reader)
    {
        try
        {
            byte[] buffer = new byte[reader.ValueSpan.Length];
            int length = reader.CopyString(buffer);
            return buffer[..length];
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate, or bytes that are not UTF-8: one bad name must not cost the whole response.
            return System.Text.Encoding.UTF8.GetBytes(JsonText.Unescape(reader.ValueSpan));
        }
    }

    [InlineArray(Length)]
    private struct FewElements<T>
    {
        public const int Length = 8;
        private T _first;
    }
}
