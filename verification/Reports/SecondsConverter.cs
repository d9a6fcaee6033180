using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenCode.Verification.Reports;

/// <summary>Writes a time span as a number of seconds, which every language can read.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TryGetDouble(out double seconds) && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new JsonException("A duration must be a number of seconds.");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options)
        => writer.WriteNumberValue(Math.Round(value.TotalSeconds, 3));
}
