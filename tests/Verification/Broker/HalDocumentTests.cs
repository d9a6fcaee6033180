using System.Text.Json;
using OpenCode.Verification;
using OpenCode.Verification.Broker;
using Xunit;

namespace OpenCode.Verification.Tests.Broker;

/// <summary>Links are found, filled in and resolved; reasons are found in every shape that brokers give them.</summary>
public sealed class HalDocumentTests
{
    [Theory]
    [InlineData("""{"_links":{"r":{"href":"http://h/a"}}}""", "http://h/a")]
    [InlineData("""{"_links":{"r":{"href":"b"}}}""", "http://host/base/b")]
    [InlineData("""{"_links":{"r":{"href":"/b/{name}/{other}"}}}""", "http://host/b/a%2Fb%20c/%7Bother%7D")]
    [InlineData("""{"_links":{"r":[{"href":"/1"},{"title":"none"},{"href":"/2"}]}}""", "http://host/1 http://host/2")]
    [InlineData("""{"_links":{"s":{"href":"/1"}}}""", "")]
    [InlineData("""{"_links":[]}""", "")]
    [InlineData("{}", "")]
    public void A_relation_leads_to_addresses(string json, string expected)
    {
        var document = new HalDocument(JsonElement.Parse(json), new Uri("http://host/base/index"));

        Assert.Equal(expected, string.Join(' ', document.Links("r", new Dictionary<string, string> { ["name"] = "a/b c" }).Select(static u => u.AbsoluteUri)));
    }

    [Theory]
    [InlineData("""{"errors":{"a":["one","two"],"b":["three"]}}""", "one; two; three")]
    [InlineData("""{"errors":["one"],"notices":[{"text":"two"}]}""", "one")]
    [InlineData("""{"error":{"message":"one","reference":"x","type":"y"}}""", "one")]
    [InlineData("""{"notices":[{"type":"error","text":"one\nline"}]}""", "one line")]
    [InlineData("""{"error":"one"}""", "one")]
    [InlineData("[]", "")]
    public void A_reason_is_found(string json, string expected) => Assert.Equal(expected, BrokerReasons.Of(JsonElement.Parse(json)));
}
