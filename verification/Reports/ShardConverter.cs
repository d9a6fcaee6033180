using System.Text.Json;
using System.Text.Json.Serialization;
using OpenCode.Verification.Results;

namespace OpenCode.Verification.Reports;

/// <summary>Writes parts as the text that people type: <c>2/4</c>.</summary>
internal sealed class ShardConverter : JsonConverter<Shard>
{
    public override Shard Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("A shard must be a text such as 2/4.");
        try
        {
            return Shard.Parse(reader.GetString()!);
        }
        catch (FormatException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, Shard value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
