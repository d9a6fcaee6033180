using System.Globalization;
using System.Text;

namespace OpenCode.Core.Json;

/// <summary>Reads JSON texts that are not quite Unicode, as JavaScript writes them for a text cut inside an emoji.</summary>
internal static class JsonText
{
    /// <summary>Unescapes a text; half a surrogate and bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="raw">The text between its quotes, as the tokenizer accepted it.</param>
    public static string Unescape(ReadOnlySpan<byte> raw)
    {
        string escaped = Encoding.UTF8.GetString(raw);
        var text = new StringBuilder(escaped.Length);
        for (int i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\' || i + 1 == escaped.Length)
            {
                text.Append(escaped[i]);
                continue;
            }

            i++;
            if (escaped[i] != 'u')
            {
                text.Append(escaped[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => escaped[i] });
                continue;
            }

            text.Append((char)ushort.Parse(escaped.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 4;
        }

        return WithoutHalfSurrogates(text);
    }

    private static string WithoutHalfSurrogates(StringBuilder text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) text[i] = '\uFFFD';
        }

        return text.ToString();
    }
}
