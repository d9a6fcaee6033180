using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenCode.Core.Json;

/// <summary>A whole number, or <c>false</c> where a setting is switched off (for example a timeout).</summary>
[JsonConverter(typeof(IntegerOrFalseJsonConverter))]
public readonly record struct IntegerOrFalse
{
    private readonly bool _isNumber;
    private readonly long _number;

    private IntegerOrFalse(long number)
    {
        _isNumber = true;
        _number = number;
    }

    /// <summary>The value <c>false</c>, which is also the default.</summary>
    public static IntegerOrFalse False => default;

    /// <summary>The number; null when the value is <c>false</c>.</summary>
    public long? Number => _isNumber ? _number : null;

    /// <summary>Wraps a number.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator IntegerOrFalse(long number) => new(number);

    /// <summary>Wraps a number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The value.</returns>
    public static IntegerOrFalse FromInt64(long number) => new(number);

    /// <summary>Reads a number or <c>false</c>.</summary>
    /// <param name="reader">The reader, standing on the value.</param>
    /// <param name="decoding">Collects what is neither.</param>
    /// <returns>The value.</returns>
    public static IntegerOrFalse Decode(ref Utf8JsonReader reader, JsonDecoding decoding)
    {
        ArgumentNullException.ThrowIfNull(decoding);
        return reader.TokenType == JsonTokenType.False ? False : new IntegerOrFalse(decoding.ReadInt64(ref reader));
    }

    /// <summary>Writes the value.</summary>
    /// <param name="writer">The writer that receives the value.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_isNumber) writer.WriteNumberValue(_number);
        else writer.WriteBooleanValue(false);
    }

    /// <inheritdoc/>
    public override string ToString() => _isNumber ? _number.ToString(System.Globalization.CultureInfo.InvariantCulture) : "false";
}

/// <summary>Lets <see cref="JsonSerializer"/> read and write an <see cref="IntegerOrFalse"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IntegerOrFalseJsonConverter : JsonConverter<IntegerOrFalse>
{
    /// <inheritdoc/>
    public override IntegerOrFalse Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.False ? IntegerOrFalse.False : reader.GetInt64();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IntegerOrFalse value, JsonSerializerOptions options) => value.WriteTo(writer);
}
