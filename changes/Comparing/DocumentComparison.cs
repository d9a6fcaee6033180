using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Rules;
using OpenCodeGen.Changes.Rules.Responses;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Comparing;

/// <summary>Compares two documents by what is sent and received.</summary>
internal sealed class DocumentComparison
{
    private readonly SchemaViews _beforeViews;
    private readonly SchemaViews _afterViews;
    private readonly SchemaWalk _walk;
    private readonly List<Change> _changes = [];

    private DocumentComparison(ApiDescription before, ApiDescription after)
    {
        (_beforeViews, _afterViews) = (new SchemaViews(before), new SchemaViews(after));
        _walk = new SchemaWalk(_beforeViews, _afterViews, new SameSchemas(before, after));
    }

    /// <summary>Compares.</summary>
    /// <returns>What changed, the gravest first.</returns>
    public static IReadOnlyList<Finding> Run(ApiDescription before, ApiDescription after)
    {
        var comparison = new DocumentComparison(before, after);
        comparison.Compare(OperationMatch.Of(before, after));
        comparison._changes.AddRange(comparison._walk.Finish());
        return FindingList.Of(comparison._changes);
    }

    private void Compare(OperationMatch match)
    {
        foreach (DescribedOperation gone in match.Removed.Where(o => !IsOneOf(o.Origin?.Operation, match.Removed)))
            Add(RuleTable.OperationRemoved, gone, gone.IsDeprecated ? "it was removed; it was deprecated" : "it was removed");
        foreach (DescribedOperation young in match.Added.Where(o => !IsOneOf(o.Origin?.Operation, match.Added))) Add(RuleTable.OperationAdded, young, "it is new");
        foreach ((DescribedOperation old, DescribedOperation young) in match.Pairs)
        {
            var pair = new OperationPair(old, young, _beforeViews, _afterViews);
            foreach (OperationRule rule in young.IsWebhook ? RuleTable.OfWebhooks : RuleTable.OfOperations) _changes.AddRange(rule.Compare(pair));
            Enter(pair);
        }
    }

    // Callbacks come and go with the operation that they belong to.
    private static bool IsOneOf(DescribedOperation? origin, IReadOnlyList<DescribedOperation> all) => origin is not null && all.Contains(origin);

    private void Add(Rule rule, DescribedOperation operation, string message)
        => _changes.Add(new Change(rule, operation.Name, message, operation.Node.Pointer, operation.Name) { Operations = [operation.Name] });

    private void Enter(OperationPair pair)
    {
        // What the server sends to a webhook is read by the client.
        (Direction request, Direction response) = pair.After.IsWebhook ? (Direction.Response, Direction.Request) : (Direction.Request, Direction.Response);
        foreach ((DescribedParameter old, DescribedParameter young) in pair.Parameters)
            _walk.EnterParameter(SchemaPlace.Of(old.Schema), SchemaPlace.Of(young.Schema), request, $"the {young.Place} parameter {young.Name}", pair.Name);
        if (pair.Before.Body is { } bodyBefore && pair.After.Body is { } bodyAfter) EnterContent(bodyBefore, bodyAfter, request, $"{pair.Name}: the body");
        foreach (ResponsePair responses in pair.Responses.Same)
        {
            EnterContent(responses.Before, responses.After, response, $"{pair.Name}: the response {responses.Status}");
            Dictionary<string, Node> headers = HeaderRule.HeadersOf(responses.After, pair.After.Document);
            foreach ((string name, Node header) in HeaderRule.HeadersOf(responses.Before, pair.Before.Document))
            {
                if (headers.TryGetValue(name, out Node now))
                    _walk.Enter(SchemaPlace.Of(header["schema"]), SchemaPlace.Of(now["schema"]), response, $"the header {name} of the response {responses.Status}", pair.Name);
            }
        }

        void EnterContent(Node before, Node after, Direction direction, string label)
        {
            foreach ((Node old, Node young) in MediaTypePairs.Of(before, after).Same)
                _walk.Enter(SchemaPlace.Of(MediaTypePair.SchemaOf(old)), SchemaPlace.Of(MediaTypePair.SchemaOf(young)), direction, label, pair.Name);
        }
    }
}
