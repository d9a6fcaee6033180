namespace OpenCode.Fuzz.Areas;

/// <summary>Every decoder makes a value or a <see cref="System.Text.Json.JsonException"/> of any bytes, and the same in both ways of reading.</summary>
internal sealed class DecoderArea(Lazy<Corpus> corpus) : FuzzArea
{
    private DecoderTarget _target = null!;

    public override string Name => "decoders";

    public override int ShortRun => 30_000;

    public override byte[] CreateInput(Random random)
    {
        (_target, byte[] document) = corpus.Value.Any(random);
        return ByteMutation.Mutate(document, corpus.Value.AnyDocument(random), random);
    }

    public override void Try(byte[] input, Random random)
    {
        foreach (bool strict in new[] { false, true })
        {
            try
            {
                DecoderTarget.Decoded document = _target.Document(input, strict);
                DecoderTarget.Decoded? memory = _target.Memory(input, strict);
                if (memory is not null && (memory.Drifts != document.Drifts || memory.Json != document.Json))
                    throw new FuzzException($"{_target.Name}: from a span {document.Drifts} {document.Json}\nfrom memory {memory.Drifts} {memory.Json}");
            }
            catch (Exception e) when (e is not FuzzException)
            {
                throw new FuzzException($"{_target.Name}, {(strict ? "strict" : "lenient")}: {e}");
            }
        }
    }
}
