using System.Text.Json;
using OpenCode.Models;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Reading the configuration, changing one field and writing it back, on a server of its own: a change restarts the project.</summary>
public sealed class ConfigurationTests : IClassFixture<LiveServer>
{
    private readonly LiveServer _server;

    public ConfigurationTests(LiveServer server) => _server = server;

    private OpenCodeClient Client => _server.Client;

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Changing_one_field_of_the_global_configuration_loses_nothing()
    {
        Config first = await Client.Global.Config.PatchAsync(
            new()
            {
                Provider = new Dictionary<string, ProviderConfig>
                {
                    ["custom"] = new() { Name = "Custom", Options = Parse<ProviderConfigOptions>("""{"apiKey":"k","unknownOption":{"deep":[1,null]}}""") },
                },
                Agent = new() { Build = Parse<AgentConfig>("""{"temperature":0.5,"verbosity":"low"}""") },
            },
            cancellationToken: LiveServer.Cancellation);
        Config read = await Client.Global.Config.GetAsync(cancellationToken: LiveServer.Cancellation);
        AssertSame(first, read);

        await Client.Global.Config.PatchAsync(new Config(read) { Username = "somebody" }, cancellationToken: LiveServer.Cancellation);

        Config changed = await Client.Global.Config.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Equal("somebody", changed.Username);
        AssertSame(new Config(read) { Username = "somebody" }, changed);
        Assert.Equal("low", changed.Agent?.Build?.AdditionalProperties?["verbosity"].GetString());
        Assert.Equal(
            """{"deep":[1,null]}""", changed.Provider?["custom"].Options?.AdditionalProperties?["unknownOption"].GetRawText().ReplaceLineEndings("")
                .Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task The_projects_configuration_reaches_the_server_whole()
    {
        Config read = await Client.Config.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Equal("scripted/one", read.Model);

        Config sent = new(read) { Username = "somebody" };
        Config answer = await Client.Config.PatchAsync(sent, cancellationToken: LiveServer.Cancellation);

        AssertSame(sent, answer);
    }

    private static T Parse<T>(string json) => JsonSerializer.Deserialize<T>(json)!;

    private static void AssertSame(Config expected, Config actual)
    {
        using JsonDocument left = JsonSerializer.SerializeToDocument(expected);
        using JsonDocument right = JsonSerializer.SerializeToDocument(actual);
        Assert.True(
            JsonElement.DeepEquals(left.RootElement, right.RootElement), $"Expected {left.RootElement.GetRawText()}, got {right.RootElement.GetRawText()}.");
    }
}
