using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;
using OpenCode.Verification.Contract.Events;
using OpenCode.Verification.Contract.Pacts;

namespace OpenCode.Contract.Tests.Consumer;

/// <summary>The client decodes every event of the pacts, as the Pact core renders it.</summary>
public sealed class EventConsumerTests
{
    public static TheoryData<string> Descriptions => [.. EventInteractions.List.Select(static i => i.Description)];

    [Theory]
    [MemberData(nameof(Descriptions))]
    public void The_client_decodes_the_event(string description)
    {
        EventInteraction interaction = EventInteractions.List.Single(i => i.Description == description);
        string folder = Directory.CreateTempSubdirectory("opencode-pacts-").FullName;
        try
        {
            using var pact = new PactContract(RequestPacts.Consumer, EventPacts.Provider);
            ModelShapes.Events.AddTo(pact, interaction);
            JsonNode written = JsonNode.Parse(File.ReadAllBytes(pact.Write(folder)))!;
            JsonNode content = written["interactions"]![0]!["contents"]!["content"]!;

            OperationResponse answer = OperationCatalog.Find(interaction.Stream)!.FindResponse(200)!;
            object? decoded = answer.Decode(Encoding.UTF8.GetBytes(content.ToJsonString()), new JsonDecoding(strict: true));

            Assert.NotNull(decoded);
            Assert.DoesNotContain("Unknown", decoded.GetType().Name, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
