using System.Text.Json;
using OpenCode.Core.Json;
using Xunit;

namespace OpenCode.Client.Tests.Json;

public sealed class RepeatedTextsTests
{
    private static readonly JsonDecoder<IReadOnlyList<string>> _texts =
        static (ref Utf8JsonReader r, JsonDecoding d) => d.ReadList(ref r, static (ref Utf8JsonReader r, JsonDecoding d) => d.ReadString(ref r));

    [Fact]
    public void Texts_of_a_long_document_are_read_as_they_are()
    {
        // Same ends, same lengths, escapes, lengths around the limits, and characters that are longer in UTF-8.
        string[] kinds = ["ses_1", "msg_1", "build", "built", "a", "", "abc", "abcd", new('x', 64), new('x', 65), "tab\tbed", "größe", "grüße", "日本", "\"q\""];
        string[] expected = [.. Enumerable.Range(0, 4000).Select(i => i % 7 == 0 ? $"id_{i % 300}" : kinds[i % kinds.Length])];

        IReadOnlyList<string> actual = new JsonDecoding(strict: true).DecodeDocument(JsonSerializer.SerializeToUtf8Bytes(expected), _texts);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void A_repeated_short_text_of_a_long_document_is_one_string()
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(Enumerable.Repeat("ses_0123456789", 1000));

        IReadOnlyList<string> texts = new JsonDecoding().DecodeDocument(json, _texts);

        Assert.All(texts, text => Assert.Same(texts[0], text));
    }

    [Fact]
    public void Every_invalid_text_of_a_long_document_is_noted()
    {
        byte[] json = [.. "[\""u8, .. Enumerable.Repeat((byte)'x', 9000), .. "\",\"abc\xFF\",\"abc\xFF\"]"u8];
        for (int i = 0; i < json.Length - 1; i++)
        {
            if (json[i] == 0xC3 && json[i + 1] == 0xBF) (json[i], json[i + 1]) = (0xFF, 0xFF); // A u8 literal cannot hold what is not UTF-8.
        }

        var decoding = new JsonDecoding();
        IReadOnlyList<string> texts = decoding.DecodeDocument(json, _texts);

        Assert.Equal(["abc\uFFFD\uFFFD", "abc\uFFFD\uFFFD"], texts.Skip(1));
        Assert.Equal(2, decoding.Drifts.Count(static d => d.Kind == JsonDriftKind.InvalidUtf8));
    }
}
