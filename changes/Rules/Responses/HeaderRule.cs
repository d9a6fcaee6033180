using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Responses;

/// <summary>The headers of a response.</summary>
internal sealed class HeaderRule : OperationRule
{
    private static readonly Rule _requiredRemoved = new("response-required-header-removed", Level.Breaking, Direction.Response, "A header that was always there is gone.");
    private static readonly Rule _removed = new("response-header-removed", Level.Warning, Direction.Response, "A header that could be there is gone.");
    private static readonly Rule _optional = new("response-header-became-optional", Level.Breaking, Direction.Response, "A header may be missing, which was always there.");
    private static readonly Rule _required = new("response-header-became-required", Level.Info, Direction.Response, "A header is always there now.");
    private static readonly Rule _added = new("response-header-added", Level.Info, Direction.Response, "A header is new.");

    public override IReadOnlyList<Rule> Rules => [_requiredRemoved, _removed, _optional, _required, _added];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach (ResponsePair response in pair.Responses.Same)
        {
            Dictionary<string, Node> before = HeadersOf(response.Before, pair.Before.Document);
            Dictionary<string, Node> after = HeadersOf(response.After, pair.After.Document);
            foreach ((string name, Node header) in before)
            {
                string subject = $"the header {name} of the response {response.Status}";
                bool was = header.IsTrue("required");
                if (!after.TryGetValue(name, out Node now)) yield return pair.Change(was ? _requiredRemoved : _removed, subject, "it was removed", header);
                else if (was != now.IsTrue("required"))
                    yield return pair.Change(was ? _optional : _required, subject, $"it became {(was ? "optional" : "required")}", now);
            }

            foreach ((string name, Node header) in after.Where(h => !before.ContainsKey(h.Key)))
                yield return pair.Change(_added, $"the header {name} of the response {response.Status}", "it is new", header);
        }
    }

    /// <summary>The schema of a header; one that carries a document has it behind the media type.</summary>
    internal static Node? SchemaOf(Node header)
        => header["schema"] ?? (header["content"]?.Properties() ?? []).Select(static c => c.Value["schema"]).FirstOrDefault();

    internal static Dictionary<string, Node> HeadersOf(Node response, ApiDescription document) => (response["headers"]?.Properties() ?? [])
        .DistinctBy(static h => h.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static h => h.Name, h => document.Resolve(h.Value), StringComparer.OrdinalIgnoreCase);
}
