using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OpenCode.Verification.Har;

/// <summary>Reads texts whatever is in them: writers cut them in the middle of a character, or never looked whether bytes are UTF-8.</summary>
internal static class HarText
{
    /// <summary>The text of the member that the reader stands at, and moves past it; null when it is something else.</summary>
    public static string? Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return Current(ref reader);
        reader.Skip();
        return null;
    }

    /// <summary>The text of the member as UTF-8, or what stands there instead as JSON; null for null.</summary>
    public static ReadOnlyMemory<byte>? ReadBody(ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return CurrentBytes(ref reader);
            case JsonTokenType.Null:
                return null;
            default:
                return Skipped(ref reader);
        }
    }

    /// <summary>The text or the name that the reader stands at.</summary>
    public static string Current(ref Utf8JsonReader reader) => Encoding.UTF8.GetString(CurrentBytes(ref reader).Span);

    private static ReadOnlyMemory<byte> CurrentBytes(ref Utf8JsonReader reader)
    {
        byte[] text = new byte[reader.ValueSpan.Length];
        try
        {
            return text.AsMemory(0, reader.CopyString(text));
        }
        catch (InvalidOperationException)
        {
            return Mended(reader.ValueSpan);
        }
    }

    private static ReadOnlyMemory<byte> Skipped(ref Utf8JsonReader reader)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return Encoding.UTF8.GetBytes(document.RootElement.GetRawText());
    }

    private static byte[] Mended(ReadOnlySpan<byte> escaped)
    {
        string raw = Encoding.UTF8.GetString(escaped);
        var json = new StringBuilder("\"", raw.Length + 2);
        for (int i = 0; i < raw.Length;)
        {
            int length = raw[i] != '\\' ? 1 : raw[i + 1] != 'u' ? 2 : 6;
            bool isHigh = length == 6 && char.IsHighSurrogate(CodeAt(raw, i));
            if (isHigh && i + 12 <= raw.Length && raw[i + 6] == '\\' && raw[i + 7] == 'u' && char.IsLowSurrogate(CodeAt(raw, i + 6))) length = 12;
            bool isHalf = length == 6 && char.IsSurrogate(CodeAt(raw, i));
            json.Append(isHalf ? "\uFFFD" : raw.AsSpan(i, length));
            i += length;
        }

        byte[] utf8 = Encoding.UTF8.GetBytes(json.Append('"').ToString());
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        byte[] text = new byte[utf8.Length];
        return text[..reader.CopyString(text)];
    }

    private static char CodeAt(string raw, int escape)
        => (char)ushort.Parse(raw.AsSpan(escape + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
