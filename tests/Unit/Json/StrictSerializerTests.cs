using System.Text.Json;
using System.Text.Json.Serialization;
using OpenCode.Core.Json;
using OpenCode.Models;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>Models as parameters of somebody's web API: strict where the serializer is.</summary>
public sealed class StrictSerializerTests
{
    private static readonly JsonSerializerOptions _strict = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>A prompt, and what is wrong with it.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { """{"prts":3}""", "/parts: MissingProperty" },
        { """{"prts":3}""", "/prts: UnknownProperty, expected no property of this name, found number" },
        { """{"parts":3}""", "/parts: WrongType" },
        { """{"parts":[{"type":"text","text":"x","colour":"red"}]}""", "/parts/0/colour: UnknownProperty" },
        { """{"parts":[{"type":"text"}]}""", "/parts/0/text: MissingProperty" },
        { """{"parts":[{"type":"poem"}]}""", "/parts/0: UnknownVariant" },
        { """{"parts":[],"noReply":"yes"}""", "/noReply: WrongType" },
        { """{"parts":[],"model":{"providerID":"p"}}""", "/model/modelID: MissingProperty" },
        { "3", "(document): WrongType" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_valid_request_is_refused_by_its_place(string json, string problem)
    {
        JsonDriftException refused = Assert.Throws<JsonDriftException>(() => JsonSerializer.Deserialize<SessionPromptRequest>(json, _strict));

        Assert.Contains(refused.Drifts, d => d.ToString().StartsWith(problem, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Without_that_option_it_is_read_as_a_response_is(string json, string problem)
        => Assert.True(JsonSerializer.Deserialize<SessionPromptRequest>(json) is { Parts: not null }, problem);

    [Theory]
    [InlineData("""{"parts":[]}""")]
    [InlineData("""{"parts":[{"type":"text","text":"x"}],"agent":"build","tools":{"bash":false},"messageID":"msg_1"}""")]
    public void A_valid_request_passes_and_is_written_as_it_came(string json)
        => Assert.Equal(json.Length, JsonSerializer.Serialize(JsonSerializer.Deserialize<SessionPromptRequest>(json, _strict), _strict).Length);

    [Fact]
    public void An_explicit_null_of_what_may_be_null_is_valid()
        => Assert.NotNull(JsonSerializer.Deserialize<Workspace>("""{"id":"w","type":"t","name":"n","branch":null,"directory":null,"extra":null,"projectID":"p","timeUsed":1}""", _strict));

    [Fact]
    public void What_the_document_allows_beyond_its_properties_is_valid()
        => Assert.Equal(3, JsonSerializer.Deserialize<AgentConfig>("""{"anything":3}""", _strict)!.AdditionalProperties!["anything"].GetInt32());

    [Theory]
    [InlineData("""{"parts":[],"parts":[]}""", "parts")]
    [InlineData("""{"parts":[],"\u0070arts":[]}""", "parts")]
    [InlineData("""{"parts":[{"type":"text","text":"x","text":"y"}]}""", "text")]
    public void What_comes_twice_is_refused_where_the_serializer_refuses_it(string json, string name)
    {
        JsonException refused = Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<SessionPromptRequest>(json, JsonSerializerOptions.Strict));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.NotNull(JsonSerializer.Deserialize<SessionPromptRequest>(json, _strict));
    }

    [Fact]
    public void The_strict_options_of_the_platform_count()
        => Assert.Throws<JsonDriftException>(() => JsonSerializer.Deserialize<SessionPromptRequest>("{}", JsonSerializerOptions.Strict));
}
