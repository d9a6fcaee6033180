using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using OpenCodeGen.Model;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>Whatever a server sends for a model is written back, also where it is not what the document promises; nothing is invented.</summary>
public sealed class NothingLostTests
{
    private static readonly Lazy<ClientModel> _model =
        new(() => OpenCodeGen.Generation.Run(Repository.Spec("1.18.33"), "openapi.json", Repository.CommittedLock(), Repository.Curated).Model);

    private static readonly Lazy<RandomJson> _samples = new(() => new RandomJson(_model.Value, 0));

    [Fact]
    public void A_model_writes_back_whatever_it_was_sent() => PropertyRun.Holds(Documents(), AssertKept, runs: 10_000);

    [Fact]
    public void A_union_writes_back_whatever_it_was_sent() => PropertyRun.Holds(UnionDocuments(), AssertKept, runs: 4000);

    /// <summary>Half a surrogate, as JavaScript writes it for a text that was cut inside an emoji.</summary>
    [Fact]
    public void A_text_that_is_not_quite_text_is_written_back()
        => PropertyRun.Holds(
            Arb.From(Documents().Generator.Where(d => d.Json.Contains("\"a\"", StringComparison.Ordinal)), Simpler),
            d => AssertKept(d with { Json = d.Json.Replace("\"a\"", "\"a\\ud83d\"", StringComparison.Ordinal) }),
            runs: 300);

    /// <summary>Two things that no member can hold, one inside of the other.</summary>
    [Theory]
    [InlineData("ConfigAgent", """{"a\ud83d": null}""")]
    [InlineData("ConfigAgent", """{"a\ud83d": {"model": 7}, "b": null}""")]
    public void A_name_that_is_not_quite_text_is_written_back_with_a_value_of_the_wrong_type(string model, string json)
        => AssertKept(new Document(model, json));

    private static void AssertKept(Document document)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(document.Json);
        string written = LenientRoundTrip.Of(document.Model, utf8);
        string expected = CanonicalJson.Of(utf8);
        string actual = CanonicalJson.Of(written);
        if (expected != actual) throw new Xunit.Sdk.XunitException($"{document.Model} was sent {Short(expected)} and wrote {Short(actual)}");
    }

    private static Arbitrary<Document> Documents()
        => Of([.. _model.Value.Objects.Select(o => o.Name)], static (random, name) => random.Object(name));

    private static Arbitrary<Document> UnionDocuments()
        => Of(
            [.. _model.Value.Unions.SelectMany(u => u.Cases.Select((_, i) => $"{u.Name} {i}"))],
            static (random, name) =>
                random.Variant(_model.Value.Union(name.Split(' ')[0]), int.Parse(name.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));

    private static Arbitrary<Document> Of(string[] names, Func<RandomJson, string, JsonNode?> make)
    {
        Gen<Document> generator =
            from name in Gen.Elements(names)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from changes in Gen.Choose(0, 4)
            select new Document(name.Split(' ')[0], DriftedJson.Text(DriftedJson.Drift(make(_samples.Value.Reseeded(seed), name), changes, new Random(seed))));
        return Arb.From(generator, Simpler);
    }

    private static IEnumerable<Document> Simpler(Document document) => DriftedJson.Simpler(document.Json).Select(json => document with { Json = json });

    private static string Short(string json) => json.Length <= 2000 ? json : json[..2000] + "…";

    private sealed record Document(string Model, string Json)
    {
        public override string ToString() => $"{Model}: {Short(Json)}";
    }
}
