using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.NSwag;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>What NSwag's models do with what they do not know.</summary>
public sealed class NSwagFidelityTests
{
    [Fact]
    public void What_a_newer_server_adds_is_kept_in_a_type_of_a_choice_too_wherever_its_tag_stands()
    {
        JsonNode part = JsonNode.Parse(
            """{"id":"prt_1","added":{"deep":[1,null]},"sessionID":"ses_1","messageID":"msg_1","text":"t","type":"text"}""")!;

        Part read = part.Deserialize<Part>(OpenCodeNSwagClient.Json)!;

        Assert.Equal("t", Assert.IsType<TextPart>(read).Text);
        Assert.True(JsonNode.DeepEquals(part, JsonSerializer.SerializeToNode(read, OpenCodeNSwagClient.Json)));
    }

    /// <summary>What NSwag cannot express: the base has no property for its tag.</summary>
    [Fact]
    public void A_type_that_a_newer_server_adds_is_its_base_and_loses_the_tag_and_nothing_else()
    {
        Part read = JsonSerializer.Deserialize<Part>("""{"id":"prt_1","type":"future","more":[1]}""", OpenCodeNSwagClient.Json)!;

        Assert.IsType<Part>(read);
        Assert.Equal("""{"id":"prt_1","more":[1]}""", JsonSerializer.Serialize(read, OpenCodeNSwagClient.Json));
    }

    [Fact]
    public void A_number_may_be_NaN()
        => Assert.Equal(double.NaN, JsonSerializer.Deserialize<Workspace>("""{"timeUsed":"NaN"}""", OpenCodeNSwagClient.Json)!.TimeUsed);

    [Fact]
    public void Every_model_can_be_read()
        => Assert.All(
            typeof(OpenCodeNSwagClient).Assembly.GetExportedTypes().Where(static t => t is { IsClass: true, IsAbstract: false, IsGenericType: false }
                && t.GetConstructor([]) is not null && t.Namespace == typeof(OpenCodeNSwagClient).Namespace),
            static t => Assert.NotNull(OpenCodeNSwagClient.Json.GetTypeInfo(t)));
}
