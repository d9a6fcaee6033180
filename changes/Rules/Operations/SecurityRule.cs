using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Operations;

/// <summary>Which credentials a request needs.</summary>
internal sealed class SecurityRule : OperationRule
{
    private static readonly Rule _required = new("security-required", Level.Breaking, Direction.Request, "Credentials are wanted, where none were, or others than before.");
    private static readonly Rule _lifted = new("security-lifted", Level.Info, Direction.Request, "Credentials are not wanted any more, or others are taken as well.");

    public override IReadOnlyList<Rule> Rules => [_required, _lifted];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        List<SecurityWay> before = SecurityWay.Of(pair.Before);
        List<SecurityWay> after = SecurityWay.Of(pair.After);

        // Whoever has what one of the old ways asks for must be let in by one of the new ones.
        foreach (SecurityWay way in before.Where(w => !after.Exists(w.Satisfies)))
            yield return pair.Change(_required, "the credentials", $"{way.Text} is not enough any more", pair.After.Node["security"], way.Text + after.Count);
        foreach (SecurityWay way in after.Where(w => !before.Exists(w.Satisfies)))
            yield return pair.Change(_lifted, "the credentials", $"{way.Text} is enough now", pair.After.Node["security"], way.Text);
    }
}
