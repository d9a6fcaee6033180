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

    private readonly DateOnly _today;

    private DocumentComparison(ApiDescription before, ApiDescription after, DateOnly today)
    {
        _today = today;
        (_beforeViews, _afterViews) = (new SchemaViews(before), new SchemaViews(after));
        _walk = new SchemaWalk(_beforeViews, _afterViews, new SameSchemas(before, after));
    }

    /// <summary>Compares.</summary>
    /// <param name="before">The old document.</param>
    /// <param name="after">The new one.</param>
    /// <param name="today">The day, for operations that were announced to go.</param>
    /// <returns>What changed, the gravest first.</returns>
    public static IReadOnlyList<Finding> Run(ApiDescription before, ApiDescription after, DateOnly today)
    {
        var comparison = new DocumentComparison(before, after, today);
        comparison.Compare(OperationMatch.Of(before, after));
        comparison._changes.AddRange(comparison._walk.Finish());
        return FindingList.Of(comparison._changes);
    }

    private void Compare(OperationMatch match)
    {
        foreach (DescribedOperation gone in match.Removed.Where(o => !IsOneOf(o.Origin?.Operation, match.Removed)))
        {
            if (gone.Sunset is { } day && day < _today) Add(RuleTable.OperationRemovedAfterSunset, gone, $"it was removed; it was deprecated until {day:yyyy-MM-dd}");
            else Add(RuleTable.OperationRemoved, gone, gone.IsDeprecated ? "it was removed; it was deprecated" : "it was removed");
        }

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
        {
            bool isText = old.Content is null && young.Content is null;
            string label = $"the {young.Place} parameter {young.Name}";
            _walk.EnterParameter(SchemaPlace.Of(old.Schema), SchemaPlace.Of(young.Schema), request, label, pair.Name, isText);
        }

        if (pair.Before.Body is { } bodyBefore && pair.After.Body is { } bodyAfter) EnterContent(bodyBefore, bodyAfter, request, $"{pair.Name}: the body");
        foreach (ResponsePair responses in pair.Responses.Same)
        {
            EnterContent(responses.Before, responses.After, response, $"{pair.Name}: the response {responses.Status}");
            Dictionary<string, Node> headers = HeaderRule.HeadersOf(responses.After, pair.After.Document);
            foreach ((string name, Node header) in HeaderRule.HeadersOf(responses.Before, pair.Before.Document))
            {
                if (headers.TryGetValue(name, out Node now))
                    _walk.Enter(SchemaPlace.Of(HeaderRule.SchemaOf(header)), SchemaPlace.Of(HeaderRule.SchemaOf(now)), response, $"the header {name} of the response {responses.Status}", pair.Name);
            }
        }

        void EnterContent(Node before, Node after, Direction direction, string label)
        {
            foreach (MediaTypePair media in MediaTypePairs.Of(before, after).Same.Where(static m => !m.IsOfBytes))
            {
                (Node? old, Node? young) = (MediaTypePair.SchemaOf(media.Before), MediaTypePair.SchemaOf(media.After));
                _walk.Enter(SchemaPlace.Of(old), SchemaPlace.Of(young), direction, label, pair.Name, media.IsText);
            }
        }
    }
}
