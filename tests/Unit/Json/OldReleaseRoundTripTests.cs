using System.Text.Json.Nodes;
using OpenCode.Client.Tests.Compilation;
using OpenCodeGen.Model;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>The client of an old release, generated and compiled here, reads and writes what that release sends.</summary>
public sealed class OldReleaseRoundTripTests
{
    [Theory]
    [InlineData("1.2.27")]
    public void Every_model_of_an_old_release_writes_what_it_read(string release)
    {
        ClientModel model = Repository.Generated(release).Model;
        CompiledClient client = CompiledClient.Of(Repository.Generated(release));
        var random = new RandomJson(model, 23);
        var failures = new List<string>();
        foreach (ObjectType type in model.Objects)
        {
            for (int i = 0; i < 5; i++) Check(type.Name, random.Object(type.Name));
        }

        foreach (UnionType union in model.Unions)
        {
            for (int i = 0; i < union.Cases.Count; i++) Check(union.Name, random.Variant(union, i));
        }

        Assert.True(failures.Count == 0, $"{failures.Count} failures:\n{string.Join('\n', failures.OrderBy(f => f.Length).Take(10))}");

        void Check(string name, JsonNode? json)
        {
            string text = json?.ToJsonString() ?? "null";
            try
            {
                string written = client.RoundTrip(name, text, strict: true).Json;
                if (!JsonNode.DeepEquals(JsonNode.Parse(text), JsonNode.Parse(written))) failures.Add($"{name}:\n    in  {text}\n    out {written}");
            }
            catch (System.Text.Json.JsonException e)
            {
                failures.Add($"{name}: {e.Message}\n    in  {text}");
            }
        }
    }
}
