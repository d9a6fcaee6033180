using System.Text;
using System.Text.Json;
using OpenCode.Core.Json;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>Tags that are looked up in the bytes are the ones that reading ahead finds.</summary>
public sealed class TagScanTests
{
    [Theory]
    [InlineData("""{"type":"a"}""", "a")]
    [InlineData("""{"id":"1","type":"a","x":[1]}""", "a")]
    [InlineData("""{"id":"é🙂","type":"ü"}""", "ü")]
    [InlineData("""{"id":"","type":""}""", "")]
    [InlineData("""{"type":"a","type":"b"}""", "a")]
    [InlineData("""{ "type" : "a" }""", "a")]
    [InlineData("""{"x":1,"type":"a"}""", "a")]
    [InlineData("""{"x":{"type":"no"},"type":"a"}""", "a")]
    [InlineData("""{"x":["type","no"],"type":"a"}""", "a")]
    [InlineData("""{"x":"\"type\":\"no\"","type":"a"}""", "a")]
    [InlineData("""{"x":"\\","type":"a"}""", "a")]
    [InlineData("""{"\u0074ype":"a"}""", "a")]
    [InlineData("""{"type":"\u0061"}""", "a")]
    [InlineData("""{"type":1}""", "")]
    [InlineData("""{"type":null,"x":"y"}""", "")]
    [InlineData("""{"x":"type"}""", "")]
    [InlineData("""{}""", "")]
    [InlineData("""[{"type":"a"}]""", "")]
    public void A_tag_is_found_wherever_it_stands(string json, string tag)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(json);

        Assert.Equal(tag, new JsonDecoding().DecodeMemory(utf8, Tag));
        Assert.Equal(tag, new JsonDecoding().DecodeDocument(utf8, Tag));
    }

    [Fact]
    public void Scanning_never_says_anything_that_reading_does_not()
    {
        var random = new Random(42);
        string[] pieces =
            ["{", "}", "\"", "\"type\"", "\"id\"", ":", ",", "1", "\\", " ", "\"a\"", "\"b\"", "[", "]", "null", "{\"type\":\"a\"", "\"type\":",
                "\"id\":\"x\","];
        int found = 0;
        for (int i = 0; i < 100_000; i++)
        {
            byte[] json = Encoding.UTF8.GetBytes(string.Concat(random.GetItems(pieces, random.Next(1, 12)).Prepend("{")));
            if (!JsonTagScan.TryFindText(json, "type"u8, out ReadOnlySpan<byte> text)) continue;
            var reader = new Utf8JsonReader(json);
            reader.Read();
            try
            {
                Assert.Equal(Encoding.UTF8.GetString(new JsonDecoding().PeekText(reader, "type"u8)), Encoding.UTF8.GetString(text));
                found++;
            }
            catch (JsonException)
            {
                // Not JSON, which decoding will say.
            }
        }

        Assert.True(found > 1000, $"only {found} tags were found");
    }

    private static string Tag(ref Utf8JsonReader reader, JsonDecoding decoding)
    {
        string tag = Encoding.UTF8.GetString(decoding.PeekText(reader, "type"u8));
        reader.Skip();
        return tag;
    }
}
