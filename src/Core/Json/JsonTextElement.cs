using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenCode.Core.Buffers;

namespace OpenCode.Core.Json;

/// <summary>Makes one JSON text of bytes that may be anything.</summary>
internal static class JsonTextElement
{
    private const int PieceLength = 4 * 1024;

    // Nothing but a model reads it, so only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="data">The bytes. Those that are not UTF-8 become U+FFFD.</param>
    public static JsonElement Of(ReadOnlySpan<byte> data)
    {
        using var buffer = new PooledByteBuffer(data.Length + 16);
        using (var writer = new Utf8JsonWriter(buffer, _options))
            Write(writer, data);
        return JsonElement.Parse(buffer.Written);
    }

    // Piece by piece: as a whole the writer reserves many times the length of a long text.
    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> data)
    {
        Span<char> characters = stackalloc char[PieceLength];
        Decoder decoder = Encoding.UTF8.GetDecoder();
        bool isComplete;
        do
        {
            decoder.Convert(data, characters, flush: true, out int read, out int written, out isComplete);
            data = data[read..];
            writer.WriteStringValueSegment(characters[..written], isFinalSegment: isComplete);
            writer.Flush();
        }
        while (!isComplete);
    }
}
