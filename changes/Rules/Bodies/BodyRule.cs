using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Bodies;

/// <summary>Whether there is a body, and whether it has to be sent.</summary>
internal sealed class BodyRule : OperationRule
{
    private static readonly Rule _required = new("request-required-body-added", Level.Breaking, Direction.Request, "A body has to be sent, where there was none.");
    private static readonly Rule _optional = new("request-body-added", Level.Info, Direction.Request, "A body may be sent, where there was none.");
    private static readonly Rule _removed = new("request-body-removed", Level.Breaking, Direction.Request, "There is no body any more: what was said in it is lost.");
    private static readonly Rule _became = new("request-body-became-required", Level.Breaking, Direction.Request, "A body has to be sent, which could be left out.");
    private static readonly Rule _free = new("request-body-became-optional", Level.Info, Direction.Request, "A body may be left out, which had to be sent.");

    public override IReadOnlyList<Rule> Rules => [_required, _optional, _removed, _became, _free];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        Node? before = pair.Before.Body;
        Node? after = pair.After.Body;
        bool isRequired = after?.IsTrue("required") == true;
        if (before is null && after is not null) yield return pair.OwnChange(isRequired ? _required : _optional, isRequired ? "it has to have a body now" : "it may have a body now", after);
        if (before is not null && after is null) yield return pair.OwnChange(_removed, "it has no body any more", before);
        if (before is null || after is null || before.Value.IsTrue("required") == isRequired) yield break;
        yield return pair.OwnChange(isRequired ? _became : _free, $"its body became {(isRequired ? "required" : "optional")}", after);
    }
}
