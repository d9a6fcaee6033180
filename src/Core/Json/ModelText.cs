using System.ComponentModel;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenCode.Core.Buffers;

namespace OpenCode.Core.Json;

/// <summary>
/// Shows a model to people: the name of its class and its JSON, without secrets and not too long. For logs and debuggers, not for reading back.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelText
{
    private const int LongestJson = 1000;
    private const string Mark = "***";

    // Nobody puts this into a web page, and people read letters better than their numbers.
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Shows a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="secrets">Which properties, however deep inside, show <c>***</c> for their strings.</param>
    /// <returns>The text; never an exception, also where the model lacks what it requires.</returns>
    public static string Of(IJsonModel model, SecretNames secrets)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(secrets);
        var text = new StringBuilder();
        string name = NameOf(model.GetType());
        try
        {
            using var buffer = new PooledByteBuffer(1024);
            using (var writer = new Utf8JsonWriter(buffer, _options))
                model.WriteTo(writer);
            Append(text, buffer.Written, secrets);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NullReferenceException or JsonException)
        {
            // Somebody made the model with null where null cannot be.
            return $"{name} (incomplete)";
        }

        return $"{name} {Shortened(text)}";
    }

    private static string NameOf(Type type) => type.DeclaringType is { } union ? $"{union.Name}.{type.Name}" : type.Name;

    private static void Append(StringBuilder text, ReadOnlySpan<byte> json, SecretNames secrets)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        bool isSecret = false;
        int? secretDepth = null;
        while (text.Length <= LongestJson && reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray) && text.Length > 0 && text[^1] is not ('{' or '[' or ':'))
                text.Append(',');
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    AppendString(text, reader.ValueSpan);
                    text.Append(':');
                    isSecret = secrets.Contains(JsonText.Unescape(reader.ValueSpan));
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    text.Append(reader.TokenType == JsonTokenType.StartObject ? '{' : '[');
                    if (isSecret) secretDepth ??= reader.CurrentDepth;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    text.Append(reader.TokenType == JsonTokenType.EndObject ? '}' : ']');
                    if (secretDepth == reader.CurrentDepth) secretDepth = null;
                    break;
                case JsonTokenType.String when (isSecret || secretDepth is not null) && !reader.ValueSpan.IsEmpty:
                    text.Append('"').Append(Mark).Append('"');
                    break;
                case JsonTokenType.String:
                    AppendString(text, reader.ValueSpan);
                    break;
                default:
                    text.Append(Encoding.UTF8.GetString(reader.ValueSpan));
                    break;
            }

            isSecret = false;
        }
    }

    // A text may be a whole file: no more is decoded of it than can be shown.
    private static void AppendString(StringBuilder text, ReadOnlySpan<byte> escaped)
        => text.Append('"').Append(Encoding.UTF8.GetString(escaped[..Math.Min(escaped.Length, LongestJson * 4)])).Append('"');

    private static string Shortened(StringBuilder text)
    {
        if (text.Length <= LongestJson) return text.ToString();
        int length = char.IsHighSurrogate(text[LongestJson - 1]) ? LongestJson - 1 : LongestJson;
        return text.ToString(0, length) + "…";
    }
}
