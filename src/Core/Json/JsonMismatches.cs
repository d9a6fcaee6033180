namespace OpenCode.Core.Json;

/// <summary>The places where a document differs from its declared shape: the first of them, and how many there are.</summary>
internal sealed class JsonMismatches
{
    /// <summary>How many places are kept. A document can have one for every two of its bytes, and nobody reads a thousand.</summary>
    public const int Most = 1000;

    private readonly List<JsonDecoding.Mismatch> _kept = [];

    /// <summary>The places that are kept, in the order in which they were found.</summary>
    public IReadOnlyList<JsonDecoding.Mismatch> Kept => _kept;

    /// <summary>How many others there are.</summary>
    public long Others { get; private set; }

    public void Add(JsonDecoding.Mismatch mismatch)
    {
        if (_kept.Count < Most) _kept.Add(mismatch);
        else Others++;
    }
}
