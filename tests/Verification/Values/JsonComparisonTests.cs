using System.Text.Json;
using OpenCode.Verification;
using OpenCode.Verification.Values;
using Xunit;

namespace OpenCode.Verification.Tests.Values;

/// <summary>Two texts are the same JSON, or the comparison says where they are not.</summary>
public sealed class JsonComparisonTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[true,null]}""", """ { "b" : [ true , null ], "a" : 1.0 } """)]
    [InlineData("1e3", "1000")]
    [InlineData("-0.0", "0")]
    [InlineData("1.50", "15E-1")]
    [InlineData("0.1e-400", "1e-401")]
    [InlineData("9007199254740993", "9007199254740993.0")]
    [InlineData("\"\\u00e9\\/\"", "\"é/\"")]
    [InlineData("\"\\ud800\"", "\"\\ud800\"")]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""")]
    public void The_same_value_in_other_words_is_the_same(string before, string after) => Assert.Empty(Compare(before, after));

    [Theory]
    [InlineData("""{"a":null}""", "{}", "/a Lost null")]
    [InlineData("{}", """{"a":""}""", "/a Invented >string \"\"")]
    [InlineData("9007199254740993", "9007199254740992", " Changed number 9007199254740993>number 9007199254740992")]
    [InlineData("1", "\"1\"", " Changed number 1>string \"1\"")]
    [InlineData("-1", "1", " Changed number -1>number 1")]
    [InlineData("[1,2]", "[1]", "/1 Lost number 2")]
    [InlineData("[1]", "[1,{}]", "/1 Invented >empty object")]
    [InlineData("[1,2]", "[2,1]", "/0 Changed number 1>number 2; /1 Changed number 2>number 1")]
    [InlineData("""{"a/b":{"c~":[0]}}""", """{"a/b":{"c~":[false]}}""", "/a~1b/c~0/0 Changed number 0>boolean false")]
    [InlineData("\"\\ud800\"", "\"\\ud801\"", " Changed string>string")]
    [InlineData("""{"apiKey":"1"}""", """{"apiKey":"2"}""", "/apiKey Changed string (hidden)>string (hidden)")]
    public void What_is_not_the_same_is_told_with_its_place(string before, string after, string expected)
        => Assert.Equal(expected,
            string.Join("; ", Compare(before, after).Select(static d => $"{d.Pointer} {d.Kind} {d.Before}{(d.After.Length == 0 ? "" : $">{d.After}")}")));

    private static List<JsonDifference> Compare(string before, string after)
    {
        using JsonDocument first = JsonDocument.Parse(before), second = JsonDocument.Parse(after);
        return [.. JsonComparison.Compare(first.RootElement, second.RootElement)];
    }
}
