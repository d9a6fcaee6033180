using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace OpenCode.Terminals;

/// <summary>Puts the messages of a terminal's WebSocket together out of the pieces in which they arrive.</summary>
internal sealed class TerminalFrames
{
    // A text that is longer is handed on in parts; one that is no text and longer means nothing.
    private const int LongestText = 1024 * 1024;
    private const int LongestMark = 4096;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _text = new();
    private readonly ArrayBufferWriter<byte> _mark = new();

    /// <summary>Takes a piece of a message.</summary>
    /// <param name="piece">The bytes.</param>
    /// <param name="type">The type of the message.</param>
    /// <param name="isLast">Whether the message ends with it.</param>
    /// <param name="text">A text that is complete; empty for none.</param>
    /// <param name="mark">The position that a mark tells; null for none.</param>
    public void Add(ReadOnlySpan<byte> piece, WebSocketMessageType type, bool isLast, out string text, out long? mark)
    {
        (text, mark) = ("", null);
        if (type == WebSocketMessageType.Text)
        {
            Decode(piece, isLast);
            if (!isLast && _text.Length < LongestText) return;
            text = _text.ToString();
            _text.Clear();
        }
        else if (type == WebSocketMessageType.Binary)
        {
            if (_mark.WrittenCount < LongestMark) _mark.Write(piece);
            if (!isLast) return;
            mark = ReadMark(_mark.WrittenSpan);
            _mark.ResetWrittenCount();
        }
    }

    // A zero, then JSON with the number.
    private static long? ReadMark(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty || message[0] != 0) return null;
        try
        {
            Utf8JsonReader reader = new(message[1..]);
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("cursor"u8)) continue;
                return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long cursor) && cursor >= 0 ? cursor : null;
            }
        }
        catch (JsonException)
        {
            // Something of a later release.
        }

        return null;
    }

    private void Decode(ReadOnlySpan<byte> piece, bool isLast)
    {
        char[] chars = ArrayPool<char>.Shared.Rent(_decoder.GetCharCount(piece, isLast));
        int count = _decoder.GetChars(piece, chars, isLast);
        _text.Append(chars, 0, count);
        ArrayPool<char>.Shared.Return(chars);
    }
}
