using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>Properties that are gone.</summary>
internal sealed class PropertyRemoved : SchemaRule
{
    private static readonly RuleTwins _required = RuleTwins.Of("required-property-removed", Level.Warning, Level.Breaking, "A property that was always there is gone; servers mostly ignore it in a request.");
    private static readonly RuleTwins _optional = RuleTwins.Of("property-removed", Level.Warning, Level.Warning, "A property that could be there is gone.");
    private static readonly Rule _refused = new("request-property-refused", Level.Breaking, Direction.Request, "A property is gone, and properties that are not listed are refused.");

    public override IReadOnlyList<RuleTwins> Twins => [_required, _optional];

    public override IReadOnlyList<Rule> Single => [_refused];

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        IReadOnlyDictionary<string, SchemaPlace> after = pair.After.PropertiesOf(pair.Direction);
        foreach ((string name, SchemaPlace place) in pair.Before.PropertiesOf(pair.Direction).Where(p => !after.ContainsKey(p.Key)))
        {
            bool isRefused = pair.After.View.IsClosed && pair.Direction == Direction.Request;
            Rule rule = isRefused ? _refused : (pair.Before.Requires(name) ? _required : _optional)[pair.Direction];
            yield return pair.Change(rule, $"the property {name} was removed", place) with { Member = name };
        }
    }
}
