using System.Globalization;
using System.Text;
using System.Text.Json;
using OpenCode.Core.Json;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>Every kind of scalar against every kind of JSON: lenient decoding gives an honest value and one drift, strict decoding throws.</summary>
public sealed class ScalarDecodingTests
{
    private const string Pointer = "/a~1b~0c/1";

    /// <summary>The kind, the JSON, the value as text, and the drift; null for none.</summary>
    public static TheoryData<string, string, string, JsonDriftKind?> Values { get; } = new()
    {
        { "string", "\"x\"", "x", null },
        { "string", "\"\"", "", null },
        { "string", "\"a\\u0062\\n\\ud83d\\ude00\"", "ab\n😀", null },
        { "string", "null", "", JsonDriftKind.UnexpectedNull },
        { "string", "1.50", "1.50", JsonDriftKind.WrongType },
        { "string", "true", "true", JsonDriftKind.WrongType },
        { "string", "{\"x\":[1]}", "", JsonDriftKind.WrongType },
        { "string", "[\"x\"]", "", JsonDriftKind.WrongType },

        { "integer", "0", "0", null },
        { "integer", "-9223372036854775808", "-9223372036854775808", null },
        { "integer", "9223372036854775807", "9223372036854775807", null },
        { "integer", "1.0", "1", null },
        { "integer", "1e3", "1000", null },
        { "integer", "1763632800000.0", "1763632800000", null },
        { "integer", "1.5", "1", JsonDriftKind.WrongType },
        { "integer", "-1.5", "-1", JsonDriftKind.WrongType },
        { "integer", "9223372036854775808", "9223372036854775807", JsonDriftKind.WrongType },
        { "integer", "-9223372036854775809", "-9223372036854775808", JsonDriftKind.WrongType },
        { "integer", "1e400", "9223372036854775807", JsonDriftKind.WrongType },
        { "integer", "-1e400", "-9223372036854775808", JsonDriftKind.WrongType },
        { "integer", "\"12\"", "12", JsonDriftKind.WrongType },
        { "integer", "\"1970-01-01T00:00:01Z\"", "1000", JsonDriftKind.WrongType },
        { "integer", "\"NaN\"", "0", JsonDriftKind.WrongType },
        { "integer", "\"twelve\"", "0", JsonDriftKind.WrongType },
        { "integer", "null", "0", JsonDriftKind.UnexpectedNull },
        { "integer", "false", "0", JsonDriftKind.WrongType },
        { "integer", "{}", "0", JsonDriftKind.WrongType },
        { "integer", "[]", "0", JsonDriftKind.WrongType },

        { "number", "0.1", "0.1", null },
        { "number", "5e-324", "5E-324", null },
        { "number", "12345678901234567890", "1.2345678901234567E+19", null },
        { "number", "1e400", "1.7976931348623157E+308", JsonDriftKind.WrongType },
        { "number", "-1e400", "-1.7976931348623157E+308", JsonDriftKind.WrongType },
        { "number", "\"NaN\"", "0", JsonDriftKind.WrongType },
        { "number", "\"0.5\"", "0.5", JsonDriftKind.WrongType },
        { "number", "\"x\"", "0", JsonDriftKind.WrongType },
        { "number", "null", "0", JsonDriftKind.UnexpectedNull },
        { "number", "true", "0", JsonDriftKind.WrongType },
        { "number", "{}", "0", JsonDriftKind.WrongType },

        { "any number", "1.5", "1.5", null },
        { "any number", "\"NaN\"", "NaN", null },
        { "any number", "\"Infinity\"", "Infinity", null },
        { "any number", "\"-Infinity\"", "-Infinity", null },
        { "any number", "\"\\u004eaN\"", "NaN", null },
        { "any number", "\"infinity\"", "0", JsonDriftKind.WrongType },
        { "any number", "\"nan\"", "0", JsonDriftKind.WrongType },
        { "any number", "\"+Infinity\"", "0", JsonDriftKind.WrongType },
        { "any number", "null", "0", JsonDriftKind.UnexpectedNull },

        { "boolean", "true", "True", null },
        { "boolean", "false", "False", null },
        { "boolean", "\"true\"", "True", JsonDriftKind.WrongType },
        { "boolean", "\"false\"", "False", JsonDriftKind.WrongType },
        { "boolean", "1", "False", JsonDriftKind.WrongType },
        { "boolean", "null", "False", JsonDriftKind.UnexpectedNull },
        { "boolean", "{}", "False", JsonDriftKind.WrongType },

        { "integer or false", "false", "false", null },
        { "integer or false", "3000", "3000", null },
        { "integer or false", "0", "0", null },
        { "integer or false", "true", "0", JsonDriftKind.WrongType },
        { "integer or false", "\"false\"", "0", JsonDriftKind.WrongType },
        { "integer or false", "null", "0", JsonDriftKind.UnexpectedNull },
        { "integer or false", "1.5", "1", JsonDriftKind.WrongType },

        { "object", "{\"a\":1}", "{\"a\":1}", null },
        { "object", "{}", "{}", null },
        { "object", "[1]", "[1]", JsonDriftKind.WrongType },
        { "object", "\"x\"", "x", JsonDriftKind.WrongType },
        { "object", "null", "", JsonDriftKind.UnexpectedNull },

        { "anything", "null", "", null },
        { "anything", "[1,{\"a\":null}]", "[1,{\"a\":null}]", null },

        { "list", "[\"x\"]", "1", null },
        { "list", "[]", "0", null },
        { "list", "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33]", "33", null },
        { "list", "{}", "0", JsonDriftKind.WrongType },
        { "list", "\"x\"", "0", JsonDriftKind.WrongType },
        { "list", "null", "0", JsonDriftKind.UnexpectedNull },

        { "map", "{\"a\":1}", "1", null },
        { "map", "[]", "0", JsonDriftKind.WrongType },
        { "map", "null", "0", JsonDriftKind.UnexpectedNull },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Lenient_decoding_gives_a_value_and_at_most_one_drift_with_its_pointer(string kind, string json, string value, JsonDriftKind? drift)
    {
        var decoding = new JsonDecoding();
        string decoded = Decode(decoding, kind, json);

        Assert.Equal(value, decoded);
        Assert.Equal(drift is null ? [] : [(Pointer, drift.Value)], decoding.Drifts.Select(d => (d.Pointer, d.Kind)));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Strict_decoding_throws_with_pointer_and_snippet(string kind, string json, string value, JsonDriftKind? drift)
    {
        if (drift is null)
        {
            Assert.Equal(value, Decode(new JsonDecoding(strict: true), kind, json));
            return;
        }

        var exception = Assert.Throws<JsonDriftException>(() => Decode(new JsonDecoding(strict: true), kind, json));
        Assert.Equal(Pointer, Assert.Single(exception.Drifts).Pointer);
        Assert.Contains(Pointer, exception.Message, StringComparison.Ordinal);
        Assert.Contains(json[..Math.Min(10, json.Length)], exception.Snippet, StringComparison.Ordinal);
    }

    private static string Decode(JsonDecoding decoding, string kind, string json)
    {
        // The neighbours show that a wrong value does not disturb what follows.
        byte[] utf8 = Encoding.UTF8.GetBytes($$"""{"before": [], "a/b~c": [0, {{json}}, 2], "after": [7] }""");
        var texts = new List<string>();
        IReadOnlyDictionary<string, IReadOnlyList<string>> map = decoding.DecodeMemory(utf8, (ref Utf8JsonReader r, JsonDecoding d)
            => d.ReadMap<IReadOnlyList<string>>(ref r, (ref Utf8JsonReader r, JsonDecoding d)
                => d.ReadList<string>(ref r, (ref Utf8JsonReader r, JsonDecoding d)
                    => texts.Count == 1 ? Add(One(kind, ref r, d)) : Add(d.ReadInt64(ref r).ToString(CultureInfo.InvariantCulture)))));
        Assert.Equal(["0", texts[1], "2"], map["a/b~c"]);
        Assert.Equal(["7"], map["after"]);
        return texts[1];

        string Add(string text)
        {
            texts.Add(text);
            return text;
        }
    }

    private static string One(string kind, ref Utf8JsonReader reader, JsonDecoding decoding) => kind switch
    {
        "string" => decoding.ReadString(ref reader),
        "integer" => decoding.ReadInt64(ref reader).ToString(CultureInfo.InvariantCulture),
        "number" => decoding.ReadDouble(ref reader).ToString(CultureInfo.InvariantCulture),
        "any number" => decoding.ReadAnyDouble(ref reader).ToString(CultureInfo.InvariantCulture),
        "boolean" => decoding.ReadBoolean(ref reader).ToString(),
        "integer or false" => IntegerOrFalse.Decode(ref reader, decoding).ToString(),
        "object" => decoding.ReadObject(ref reader).ToString(),
        "anything" => decoding.ReadElement(ref reader).ToString(),
        "list" =>
            decoding.ReadList(ref reader, static (ref Utf8JsonReader r, JsonDecoding d) => d.ReadElement(ref r)).Count.ToString(CultureInfo.InvariantCulture),
        "map" => decoding.ReadMap(ref reader,
            static (ref Utf8JsonReader r, JsonDecoding d) => d.ReadElement(ref r)).Count.ToString(CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException(kind),
    };
}
