using OpenCodeGen.Changes.Documents;

namespace OpenCodeGen.Changes.Pairs;

/// <summary>The media types of a body, or of a response, in both documents. One that only one of them has may be covered by a range of the other.</summary>
internal sealed class MediaTypePairs
{
    private MediaTypePairs(List<(MediaRange Range, Node Content)> old, List<(MediaRange Range, Node Content)> young)
    {
        List<MediaTypePair> same = [];
        List<Node> removed = [];
        List<Node> added = [];
        List<MediaTypePair> narrowed = [];
        List<MediaTypePair> widened = [];
        foreach ((MediaRange range, Node content) in old)
        {
            if (Nearest(young, range) is { } now) same.Add(new MediaTypePair(content, now));
            else if (young.Find(y => range.Covers(y.Range)) is { Range: not null } part) narrowed.Add(new MediaTypePair(content, part.Content));
            else removed.Add(content);
        }

        foreach ((MediaRange range, Node content) in young.Where(y => !old.Exists(o => o.Range.IsSame(y.Range))))
        {
            if (Nearest(old, range) is { } was) same.Add(new MediaTypePair(was, content));
            else if (old.Find(o => range.Covers(o.Range)) is { Range: not null } part) widened.Add(new MediaTypePair(part.Content, content));
            else added.Add(content);
        }

        (Same, Removed, Added, Narrowed, Widened) = (same, removed, added, narrowed, widened);
    }

    /// <summary>What is compared: of each media type the content that holds for it in the other document.</summary>
    public IReadOnlyList<MediaTypePair> Same { get; }

    public IReadOnlyList<Node> Removed { get; }

    public IReadOnlyList<Node> Added { get; }

    /// <summary>Ranges of which only a part is left.</summary>
    public IReadOnlyList<MediaTypePair> Narrowed { get; }

    /// <summary>Ranges that are more than what was there.</summary>
    public IReadOnlyList<MediaTypePair> Widened { get; }

    public static MediaTypePairs Of(Node before, Node after) => new(TypesOf(before), TypesOf(after));

    private static Node? Nearest(List<(MediaRange Range, Node Content)> there, MediaRange range)
        => there.Where(t => t.Range.Covers(range)).OrderByDescending(static t => t.Range.Exactness).Select(static t => (Node?)t.Content).FirstOrDefault();

    private static List<(MediaRange Range, Node Content)> TypesOf(Node holder)
    {
        List<(MediaRange Range, Node Content)> types = [];
        foreach ((string name, Node content) in holder["content"]?.Properties() ?? [])
        {
            var range = MediaRange.Of(name);
            if (!types.Exists(t => t.Range.IsSame(range))) types.Add((range, content));
        }

        return types;
    }
}
