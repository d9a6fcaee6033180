using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Json;
using OpenCode.Models;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>Documents that are broken, huge, deep or not quite text: a value or a JsonException, never anything else.</summary>
public sealed class HostileDocumentTests
{
    private const string Part = """{"id": "p", "sessionID": "s", "messageID": "m", "type": "text", "text": "x"}""";

    public static TheoryData<string> NotOneValue { get; } =
        ["", " ", "\n", "{", "[", "{\"id\"", "{\"id\":", "{\"id\": \"p", "{} {}", "{}x", "nul", "{\"a\": 01}", "{'a': 1}", "{\"a\": NaN}", "{,}", "\"\\x\"",
            "<html>", "\u0000"];

    [Theory]
    [MemberData(nameof(NotOneValue))]
    public void What_is_not_one_JSON_value_is_a_JsonException(string text)
    {
        foreach (bool strict in new[] { false, true })
        {
            Assert.ThrowsAny<JsonException>(() => Decode(text, strict));
            Assert.IsNotType<JsonDriftException>(Record.Exception(() => Decode(text, strict)));
        }
    }

    [Fact]
    public void A_document_truncated_anywhere_is_a_JsonException()
    {
        byte[] whole =
            Encoding.UTF8.GetBytes(
                """{"type": "tool", "id": "p", "state": {"status": "completed", "input": {"a": [1, "é\u00e9"]}, "time": {"start": 1.5e3}}, "more": [true, null]}""");
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] part = whole[..length];
            Exception? exception = Record.Exception(() => new JsonDecoding().DecodeDocument(part, Models.Part.Decode));
            Assert.True(exception is JsonException and not JsonDriftException, $"{length} bytes: {exception}");
        }
    }

    [Theory]
    [InlineData("""{"type": "text", "id": "p", "sessionID": "s", "messageID": "m", "text": "a", "text": "b"}""", "b")]
    [InlineData("""{"text": "a", "type": "text", "id": "p", "sessionID": "s", "messageID": "m", "text": "b", "type": "text"}""", "b")]
    [InlineData("""{"\u0074ext": "a", "type": "text", "id": "p", "sessionID": "s", "messageID": "m", "te\u0078t": "b"}""", "b")]
    public void The_last_of_equal_properties_counts(string json, string text)
        => Assert.Equal(text, Assert.IsType<TextPart>(Decode(json, strict: true)).Text);

    [Fact]
    public void A_tag_that_is_repeated_with_another_value_is_a_drift_and_no_crash()
    {
        var decoding = new JsonDecoding();
        Models.Part part =
            decoding.DecodeDocument("""{"type": "text", "id": "p", "sessionID": "s", "messageID": "m", "text": "x", "type": "tool"}"""u8, Models.Part.Decode);

        Assert.IsType<TextPart>(part);
        Assert.Equal([("/type", JsonDriftKind.WrongConstant)], decoding.Drifts.Select(d => (d.Pointer, d.Kind)));
    }

    [Fact]
    public void Unknown_properties_keep_their_names_whatever_they_are()
    {
        const string json =
            """{"type": "text", "id": "p", "sessionID": "s", "messageID": "m", "text": "x", "a/b~c\u0022\n": 1, "": {"": null}, "\ud83d\ude00": [1.0]}""";

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(Write(Decode(json, strict: true)))));
    }

    [Theory]
    [InlineData("a\uFFFDb", "61FF62")]
    [InlineData("a\uFFFD", "61C3")]
    public void Invalid_UTF_8_in_a_text_is_replaced_and_reported(string text, string hex)
    {
        string bytes = Encoding.Latin1.GetString(Convert.FromHexString(hex));
        byte[] utf8 =
            Encoding.Latin1.GetBytes(
                """{"type":"text","id":"p","sessionID":"s","messageID":"m","text":"BYTES"}""".Replace("BYTES", bytes, StringComparison.Ordinal));
        var decoding = new JsonDecoding();

        var part = Assert.IsType<TextPart>(decoding.DecodeDocument(utf8, Models.Part.Decode));

        Assert.Equal(text, part.Text);
        Assert.Equal([("/text", JsonDriftKind.InvalidUtf8)], decoding.Drifts.Select(d => (d.Pointer, d.Kind)));
        Assert.Throws<JsonDriftException>(() => new JsonDecoding(strict: true).DecodeDocument(utf8, Models.Part.Decode));
    }

    [Theory]
    [InlineData("""a\ud800b""", "a\uFFFDb")]
    [InlineData("""line\nfeed \ud800 \u0041 \\""", "line\nfeed \uFFFD A \\")]
    public void Half_a_surrogate_in_a_text_is_replaced_and_the_rest_is_unescaped(string escaped, string text)
    {
        string json = """{"type":"text","id":"p","sessionID":"s","messageID":"m","text":"TEXT"}""".Replace("TEXT", escaped, StringComparison.Ordinal);
        var decoding = new JsonDecoding();

        Assert.Equal(text, Assert.IsType<TextPart>(decoding.DecodeDocument(Encoding.UTF8.GetBytes(json), Models.Part.Decode)).Text);
        Assert.Equal([("/text", JsonDriftKind.InvalidUtf8)], decoding.Drifts.Select(d => (d.Pointer, d.Kind)));
    }

    /// <summary>Bytes that are no UTF-8, and escapes that are no text, at each place where a reader may stumble.</summary>
    public static TheoryData<string, string> NotQuiteText { get; } = new()
    {
        { "name, raw", """{"type":"text","X":1,"id":"p","sessionID":"s","messageID":"m","text":"x"}""" },
        { "name, escaped", """{"type":"text","\ud800":1,"id":"p","sessionID":"s","messageID":"m","text":"x"}""" },
        { "name before a drift, raw", """{"type":"text","X":1,"id":2,"sessionID":"s","messageID":"m","text":"x"}""" },
        { "name before a drift, escaped", """{"type":"text","\ud800":1,"id":2,"sessionID":"s","messageID":"m","text":"x"}""" },
        { "name before the tag, escaped", """{"\ud800":1,"type":"text","id":"p","sessionID":"s","messageID":"m","text":"x"}""" },
        { "tag, raw", """{"type":"X","id":"p"}""" },
        { "tag, escaped", """{"type":"\ud800","id":"p"}""" },
        { "kept value, raw", """{"type":"text","new":"X","id":"p","sessionID":"s","messageID":"m","text":"x"}""" },
        { "kept value, escaped", """{"type":"text","new":"\ud800","id":"p","sessionID":"s","messageID":"m","text":"x"}""" },
        { "kept name, escaped", """{"type":"text","new":{"\ud800":1},"id":"p","sessionID":"s","messageID":"m","text":"x"}""" },
        { "map key, escaped",
            """{"type":"tool","id":"p","sessionID":"s","messageID":"m","tool":"t","callID":"c","state":{"status":"pending","input":{"\ud800":1},"raw":""}}""" },
        { "constant", """{"type":"tool","id":"p","sessionID":"s","messageID":"m","tool":"t","callID":"c","state":{"status":"\ud800"}}""" },
    };

    [Theory]
    [MemberData(nameof(NotQuiteText))]
    public void What_is_not_quite_text_is_decoded_and_can_be_written_again(string place, string json)
    {
        byte[] utf8 = Encoding.Latin1.GetBytes(json.Replace('X', '\u00FF'));
        var decoding = new JsonDecoding();

        Exception? exception = Record.Exception(() => Write(decoding.DecodeDocument(utf8, Models.Part.Decode)));

        Assert.True(exception is null, $"{place}: {exception}");
    }

    [Theory]
    [InlineData("\"NaN\"")]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("\"Infinity\"")]
    public void A_number_that_JSON_cannot_hold_can_be_written_after_lenient_decoding(string number)
    {
        Session session = new JsonDecoding().DecodeDocument(Encoding.UTF8.GetBytes($$"""{"cost": {{number}} }"""), Session.Decode);

        Assert.Null(Record.Exception(() => Write(session)));
    }

    [Fact]
    public void A_document_of_twenty_megabytes_decodes()
    {
        string part = Part.Replace("\"x\"", "\"" + new string('é', 1000) + "\"", StringComparison.Ordinal);
        byte[] utf8 = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat(part, 10_000))}]");
        Assert.True(utf8.Length > 20_000_000);

        IReadOnlyList<Models.Part> parts =
            new JsonDecoding(strict: true).DecodeDocument(utf8, static (ref Utf8JsonReader r, JsonDecoding d) => d.ReadList(ref r, Models.Part.Decode));

        Assert.Equal(10_000, parts.Count);
        Assert.Equal(1000, Assert.IsType<TextPart>(parts[^1]).Text.Length);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(500, true)]
    [InlineData(600, false)]
    [InlineData(100_000, false)]
    public void Free_form_JSON_may_be_nested_five_hundred_deep_and_fails_cleanly_below(int depth, bool isFine)
    {
        foreach ((string open, string close) in new[] { ("[", "]"), ("{\"a\":", "}") })
        {
            string deep = string.Concat(Enumerable.Repeat(open, depth - 1)) + "[]" + string.Concat(Enumerable.Repeat(close, depth - 1));
            string json = Part[..^1] + ", \"new\": " + deep + "}";
            if (isFine) Assert.True(JsonNode.DeepEquals(Parse(json), Parse(Write(Decode(json, strict: true)))));
            else Assert.ThrowsAny<JsonException>(() => Decode(json, strict: false));
        }

        static JsonNode? Parse(string json) => JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = 1000 });
    }

    private static Models.Part Decode(string json, bool strict) => new JsonDecoding(strict).DecodeDocument(Encoding.UTF8.GetBytes(json), Models.Part.Decode);

    private static string Write(IJsonModel model)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            model.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
