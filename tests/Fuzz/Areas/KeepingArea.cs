using System.Text;
using OpenCode.Client.Tests.Json;

namespace OpenCode.Fuzz.Areas;

/// <summary>A model writes back whatever JSON it was sent.</summary>
internal sealed class KeepingArea(Lazy<Corpus> corpus) : FuzzArea
{
    private string _model = "";

    public override string Name => "keeping";

    public override int ShortRun => 20_000;

    public override byte[] CreateInput(Random random)
    {
        IReadOnlyList<OpenCodeGen.Model.ObjectType> objects = corpus.Value.Model.Objects;
        _model = objects[random.Next(objects.Count)].Name;
        return Encoding.UTF8.GetBytes(DriftedJson.Text(DriftedJson.Drift(corpus.Value.Samples(random).Object(_model), random.Next(6), random)));
    }

    public override void Try(byte[] input, Random random)
    {
        string expected = CanonicalJson.Of(input);
        string actual = CanonicalJson.Of(LenientRoundTrip.Of(_model, input));
        if (expected != actual) throw new FuzzException($"{_model} was sent {expected}\nand wrote {actual}");
    }
}
