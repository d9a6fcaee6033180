using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace OpenCode.Core.Json;

public sealed partial class JsonDecoding
{
    // Every whole number up to 2^53 and every decimal of 15 digits comes back from a double as it was, unless it is next to nothing.
    private const long MostExact = 1L << 53;
    private const int SafeDigits = 15;
    private const double SmallestSafe = 2.3e-308;

    /// <summary>Whether the value is null, which its type does not allow although the property may be absent.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <returns>Whether the value is null; that is noted as a difference.</returns>
    public bool SkipsUnexpectedNull(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Null) return false;
        Mismatched(ref reader, "a value or no property");
        return true;
    }

    /// <summary>Reads a string.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <returns>The text; empty for a value of another type.</returns>
    public string ReadString(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return Text(ref reader);
        string text = reader.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False
            ? Encoding.UTF8.GetString(reader.ValueSpan)
            : "";
        Mismatched(ref reader, "string");
        return text;
    }

    /// <summary>Reads a string that the spec fixes; another value is noted as a difference.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <param name="constant">The fixed string in UTF-8.</param>
    public void ReadConstant(ref Utf8JsonReader reader, ReadOnlySpan<byte> constant)
    {
        if (reader.TokenType == JsonTokenType.String && (reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan).SequenceEqual(constant)) return;
        Note(new Mismatch(reader.TokenStartIndex, JsonDriftKind.WrongConstant, $"\"{Encoding.UTF8.GetString(constant)}\"", null));
        Lose(reader.TokenStartIndex);
        reader.Skip();
    }

    /// <summary>Reads an integer of up to 64 bits.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <returns>The number; truncated when it has a fraction, 0 for a value of another type.</returns>
    public long ReadInt64(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out long value)) return value;
            double number = reader.GetDouble();
            if (number != Math.Truncate(number) || Math.Abs(number) >= 9.2e18) Mismatched(ref reader, "integer");
            else if (!IsExact(number, reader.ValueSpan)) Lose(reader.TokenStartIndex);
            return double.IsNaN(number) ? 0 : number >= 9.2e18 ? long.MaxValue : number <= -9.2e18 ? long.MinValue : (long)number;
        }

        return (long)FromText(ref reader, "integer");
    }

    /// <summary>Reads a number.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <returns>The number; a numeric or ISO 8601 text is converted (a date to milliseconds since 1970), anything else is 0.</returns>
    public double ReadDouble(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number) return FromText(ref reader, "number");

        // Most are counts and times: an integer is parsed faster, and its conversion rounds the same way. Only the sign of -0 would be lost.
        if (reader.TryGetInt64(out long whole) && (whole != 0 || reader.ValueSpan.Length == 1))
        {
            if (whole is > MostExact or < -MostExact && !IsExact(whole, reader.ValueSpan)) Lose(reader.TokenStartIndex);
            return whole;
        }

        double number = reader.GetDouble();
        if (double.IsFinite(number))
        {
            if ((reader.ValueSpan.Length > SafeDigits || Math.Abs(number) < SmallestSafe) && !IsExact(number, reader.ValueSpan)) Lose(reader.TokenStartIndex);
            return number;
        }

        // "1e999" is JSON, but no JSON can be written from what it becomes.
        Mismatched(ref reader, "a number of 64 bits");
        return number > 0 ? double.MaxValue : double.MinValue;
    }

    /// <summary>Reads a number that may be written as <c>"NaN"</c>, <c>"Infinity"</c> or <c>"-Infinity"</c>.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <returns>The number.</returns>
    public double ReadAnyDouble(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            if (reader.ValueTextEquals("NaN"u8)) return double.NaN;
            if (reader.ValueTextEquals("Infinity"u8)) return double.PositiveInfinity;
            if (reader.ValueTextEquals("-Infinity"u8)) return double.NegativeInfinity;
        }

        return ReadDouble(ref reader);
    }

    /// <summary>Reads true or false.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <returns>The value; false for one of another type, except the text <c>"true"</c>.</returns>
    public bool ReadBoolean(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False) return reader.TokenType == JsonTokenType.True;
        bool value = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("true"u8);
        Mismatched(ref reader, "boolean");
        return value;
    }

    /// <summary>Reads any JSON value and keeps it as it is.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)] // Keeps the reader's large frame out of generated constructors.
#pragma warning disable CA1822 // Called like its siblings by generated code.
    public JsonElement ReadElement(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);
#pragma warning restore CA1822

    /// <summary>Reads a free-form JSON object and keeps it as it is.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <returns>The object; whatever else was found is noted and kept too.</returns>
    public JsonElement ReadObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            JsonDriftKind kind = reader.TokenType == JsonTokenType.Null ? JsonDriftKind.UnexpectedNull : JsonDriftKind.WrongType;
            Note(new Mismatch(reader.TokenStartIndex, kind, "object", null));
        }

        return ReadElement(ref reader);
    }

    /// <summary>Reads an open enum.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <returns>The value, known or not; empty for a value of another type.</returns>
    public T ReadEnum<T>(ref Utf8JsonReader reader)
        where T : struct, IOpenValue<T>
        => reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && T.TryFromKnown(reader.ValueSpan, out T value)
            ? value
            : T.FromValue(ReadString(ref reader));

    private string Text(ref Utf8JsonReader reader)
    {
        if (_recent is null || reader.ValueIsEscaped || !RecentTexts.Fits(reader.ValueSpan)) return NewText(ref reader);
        return _recent.Find(reader.ValueSpan, out int slot) ?? _recent.Keep(slot, NewText(ref reader));
    }

    private string NewText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Only thrown for invalid UTF-8 or a lone surrogate escape; both are worth a report, not a lost response.
            Note(new Mismatch(reader.TokenStartIndex, JsonDriftKind.InvalidUtf8, "valid UTF-8", null));
            Lose(reader.TokenStartIndex);
            return JsonText.Unescape(reader.ValueSpan);
        }
    }

    /// <summary>Whether a double, written again, is the number that was read.</summary>
    private static bool IsExact(double number, ReadOnlySpan<byte> read)
    {
        Span<byte> written = stackalloc byte[32];
        return number.TryFormat(written, out int length, "R", CultureInfo.InvariantCulture) && JsonNumber.AreEqual(written[..length], read);
    }

    private double FromText(ref Utf8JsonReader reader, string expected)
    {
        double number = 0;
        if (reader.TokenType == JsonTokenType.String)
        {
            string text = Text(ref reader);
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            {
                number = time.ToUnixTimeMilliseconds();
            }
        }

        Mismatched(ref reader, expected);
        return double.IsFinite(number) ? number : 0;
    }
}
