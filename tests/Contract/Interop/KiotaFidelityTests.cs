using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Serialization.Json;
using OpenCode.Kiota.Session.Item.Message;
using OpenCode.Workbench;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>What a real server wrote, read by Kiota's models and written again: nothing is lost, whatever a newer server adds.</summary>
public sealed class KiotaFidelityTests
{
    private static readonly byte[] _messages = File.ReadAllBytes(Clone.InRoot("bench/data/messages-200.json"));

    [Fact]
    public void Recorded_messages_come_back_as_they_were()
    {
        JsonArray expected = JsonNode.Parse(_messages)!.AsArray();

        Assert.Equal([], Differences(expected, Rewritten(expected)).Take(10));
    }

    [Fact]
    public void What_a_newer_server_adds_is_kept()
    {
        JsonNode expected = JsonNode.Parse(File.ReadAllBytes(Clone.InRoot("bench/data/session.json")))!;
        expected["added"] = new JsonObject { ["deep"] = new JsonArray(1, "two", null, 1.5, true) };
        expected["time"]!["added"] = "new";

        Assert.Equal([], Differences(expected, Rewritten(expected, Kiota.Models.Session.CreateFromDiscriminatorValue)));
    }

    /// <summary>What Kiota cannot express: the class that it makes of a choice has no place for what none of the types knows.</summary>
    [Fact]
    public void What_a_newer_server_adds_to_a_type_of_a_choice_is_lost_and_nothing_else()
    {
        JsonArray expected = JsonNode.Parse(_messages)!.AsArray();
        int added = 0;
        foreach (JsonNode? part in expected.SelectMany(static m => m!["parts"]!.AsArray())) (part!["added"], added) = ("new", added + 1);

        string[] differences = [.. Differences(expected, Rewritten(expected))];

        Assert.Equal(added, differences.Length);
        Assert.All(differences, static d => Assert.EndsWith("/added: \"new\" became nothing", d, StringComparison.Ordinal));
    }

    private static JsonArray Rewritten(JsonArray messages)
        => new([.. messages.Select(static m => Rewritten(m!, Message.CreateFromDiscriminatorValue))]);

    private static JsonNode Rewritten<T>(JsonNode json, ParsableFactory<T> factory)
        where T : IParsable
    {
        using JsonDocument document = JsonDocument.Parse(json.ToJsonString());
        using JsonSerializationWriter writer = new();
        writer.WriteObjectValue(null, new JsonParseNode(document.RootElement).GetObjectValue(factory));
        using Stream written = writer.GetSerializedContent();
        return JsonNode.Parse(written)!;
    }

    private static IEnumerable<string> Differences(JsonNode? expected, JsonNode? found, string pointer = "")
    {
        switch (expected, found)
        {
            case (JsonObject one, JsonObject other):
                foreach (string name in one.Select(static p => p.Key).Union(other.Select(static p => p.Key)))
                {
                    foreach (string difference in Differences(one[name], other[name], $"{pointer}/{name}")) yield return difference;
                }

                break;
            case (JsonArray one, JsonArray other) when one.Count == other.Count:
                for (int i = 0; i < one.Count; i++)
                {
                    foreach (string difference in Differences(one[i], other[i], $"{pointer}/{i}")) yield return difference;
                }

                break;
            default:
                if (!JsonNode.DeepEquals(expected, found))
                    yield return $"{pointer}: {expected?.ToJsonString() ?? "nothing"} became {found?.ToJsonString() ?? "nothing"}";
                break;
        }
    }
}
