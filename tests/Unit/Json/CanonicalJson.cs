using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace OpenCode.Client.Tests.Json;

/// <summary>
/// One spelling for equal JSON documents: members sorted by name, numbers by value, strings by their text, no white space. Of
/// repeated members the last one counts.
/// </summary>
internal static class CanonicalJson
{
    // Deeper than any reader of the client goes.
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 4096 };

    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = _options.MaxDepth });
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        if (reader.Read()) throw new JsonException("More than one value.");
        var text = new StringBuilder(utf8.Length);
        Append(text, document.RootElement);
        return text.ToString();
    }

    public static string Of(string json) => Of(Encoding.UTF8.GetBytes(json));

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendMembers(text, value);
                break;
            case JsonValueKind.Array:
                char separator = '[';
                foreach (JsonElement item in value.EnumerateArray())
                {
                    text.Append(separator);
                    Append(text, item);
                    separator = ',';
                }

                text.Append(separator == '[' ? "[]" : "]");
                break;
            case JsonValueKind.String:
                text.Append(Quoted(JsonMarshal.GetRawUtf8Value(value)[1..^1]));
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.GetRawText()));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendMembers(StringBuilder text, JsonElement value)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject()) members[Quoted(JsonMarshal.GetRawUtf8PropertyName(member))] = member.Value;
        text.Append('{');
        foreach ((string name, JsonElement member) in members)
        {
            if (text[^1] != '{') text.Append(',');
            text.Append(name).Append(':');
            Append(text, member);
        }

        text.Append('}');
    }

    /// <summary>The unescaped text in quotes; half a surrogate, which no text can hold, keeps its escape.</summary>
    private static string Quoted(ReadOnlySpan<byte> raw)
    {
        try
        {
            byte[] json = [(byte)'"', .. raw, (byte)'"'];
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return $"\"{reader.GetString()}\"";
        }
        catch (InvalidOperationException)
        {
            return $"'{Encoding.Latin1.GetString(raw)}'";
        }
    }

    /// <summary>
    /// A whole number of 64 bits exactly, every other one as the double next to it, as JavaScript reads it; one that is larger than
    /// every double by its digits.
    /// </summary>
    private static string Number(string number)
    {
        (string digits, int exponent) = Decimal(number);
        if (digits.Length == 0) return "0";
        string sign = number[0] == '-' ? "-" : "";
        if (exponent >= 0 && digits.Length + exponent <= 19
            && long.TryParse(sign + digits + new string('0', exponent), CultureInfo.InvariantCulture, out long whole))
        {
            return whole.ToString(CultureInfo.InvariantCulture);
        }

        double value = double.Parse(number, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : $"{sign}{digits}e{exponent}";
    }

    /// <summary>The digits without zeros at their ends, and the power of ten they are multiplied by.</summary>
    private static (string Digits, int Exponent) Decimal(string number)
    {
        int e = number.AsSpan().IndexOfAny('e', 'E');
        string mantissa = (e < 0 ? number : number[..e]).TrimStart('-');
        int exponent = e < 0 ? 0 : (int)Math.Clamp(double.Parse(number.AsSpan(e + 1), CultureInfo.InvariantCulture), -1e9, 1e9);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        string digits = mantissa.TrimEnd('0');
        return (digits.TrimStart('0'), exponent + mantissa.Length - digits.Length);
    }
}
