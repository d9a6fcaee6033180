using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Webhooks;

/// <summary>What the server sends to a webhook or a callback beside the body.</summary>
internal sealed class WebhookParameter : OperationRule
{
    private static readonly Rule _requiredRemoved = new("webhook-required-parameter-removed", Level.Breaking, Direction.Response, "A parameter that was always sent to a webhook is gone.");

    private static readonly Rule _removed = new("webhook-parameter-removed", Level.Warning, Direction.Response, "A parameter that could be sent to a webhook is gone.");

    private static readonly Rule _added = new("webhook-parameter-added", Level.Info, Direction.Response, "A parameter that is sent to a webhook is new.");

    private static readonly Rule _optional = new("webhook-parameter-became-optional", Level.Breaking, Direction.Response, "A parameter may be missing, which was always sent to a webhook.");

    private static readonly Rule _required = new("webhook-parameter-became-required", Level.Info, Direction.Response, "A parameter is always sent to a webhook now.");

    public override IReadOnlyList<Rule> Rules => [_requiredRemoved, _removed, _added, _optional, _required];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach (DescribedParameter gone in pair.Before.Parameters.Where(p => !pair.After.Parameters.ContainsKey(p.Key)).Select(static p => p.Value))
            yield return Change(gone.IsRequired ? _requiredRemoved : _removed, gone, "it was removed");
        foreach (DescribedParameter young in pair.After.Parameters.Where(p => !pair.Before.Parameters.ContainsKey(p.Key)).Select(static p => p.Value))
            yield return Change(_added, young, "it is new");
        foreach ((DescribedParameter before, DescribedParameter after) in pair.Parameters.Where(static p => p.Before.IsRequired != p.After.IsRequired))
            yield return Change(after.IsRequired ? _required : _optional, after, $"it became {(after.IsRequired ? "required" : "optional")}");

        Change Change(Rule rule, DescribedParameter parameter, string message)
            => pair.Change(rule, $"{pair.Name}: the {parameter.Place} parameter {parameter.Name}", message, parameter.Node) with { Member = parameter.Name };
    }
}
