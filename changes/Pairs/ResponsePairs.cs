using OpenCodeGen.Changes.Documents;

namespace OpenCodeGen.Changes.Pairs;

/// <summary>A response in both documents.</summary>
/// <param name="Status">The status in the document that is the more exact one.</param>
/// <param name="Before">The response in the old document.</param>
/// <param name="After">The response in the new one.</param>
internal sealed record ResponsePair(string Status, Node Before, Node After);

/// <summary>The responses of an operation in both documents. A status that only one of them has is covered by a range or by the default of the other.</summary>
internal sealed class ResponsePairs
{
    public ResponsePairs(DescribedOperation before, DescribedOperation after)
    {
        IReadOnlyDictionary<string, Node> old = before.Responses();
        IReadOnlyDictionary<string, Node> young = after.Responses();
        List<ResponsePair> same = [];
        List<(string, Node)> removed = [];
        List<(string, Node)> added = [];
        List<(string, Node, string)> narrowed = [];
        foreach ((string status, Node response) in old)
        {
            if (Covering(young, status) is { } now) same.Add(new ResponsePair(status, response, now));
            else if (PartsOf(response) is { Count: > 0 } parts) narrowed.Add((status, response, string.Join(", ", parts)));
            else removed.Add((status, response));
        }

        foreach ((string status, Node response) in young.Where(y => !old.ContainsKey(y.Key)))
        {
            if (Covering(old, status) is { } was) same.Add(new ResponsePair(status, was, response));
            else added.Add((status, response));
        }

        (Same, Removed, Added, Narrowed) = (same, removed, added, narrowed);

        List<string> PartsOf(Node range) => [.. young.Keys.Where(y => !old.ContainsKey(y) && Covering(old, y) is { } found && found.Pointer == range.Pointer)];
    }

    public IReadOnlyList<ResponsePair> Same { get; }

    public IReadOnlyList<(string Status, Node Response)> Removed { get; }

    public IReadOnlyList<(string Status, Node Response)> Added { get; }

    /// <summary>Ranges, or the default, of which only some statuses are left.</summary>
    public IReadOnlyList<(string Status, Node Response, string Left)> Narrowed { get; }

    private static Node? Covering(IReadOnlyDictionary<string, Node> responses, string status)
    {
        if (responses.TryGetValue(status, out Node exact)) return exact;
        if (status.Length == 3 && responses.TryGetValue(status[0] + "XX", out Node range)) return range;

        // The default is what is said of everything else; in practice of errors, unless nothing else is documented.
        bool isError = status[0] is '4' or '5' || responses.Count == 1;
        return isError && status != "default" && responses.TryGetValue("default", out Node rest) ? rest : null;
    }
}
