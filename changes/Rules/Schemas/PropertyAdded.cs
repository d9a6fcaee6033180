using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>Properties that are new.</summary>
internal sealed class PropertyAdded : SchemaRule
{
    private static readonly RuleTwins _required = RuleTwins.Of("required-property-added", Level.Breaking, Level.Info, "A new property has to be sent, also one with a default: whoever checks by the document refuses what lacks it.");
    private static readonly RuleTwins _optional = RuleTwins.Of("property-added", Level.Info, Level.Info, "A new property may be there.");

    public override IReadOnlyList<RuleTwins> Twins => [_required, _optional];

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        IReadOnlyDictionary<string, SchemaPlace> before = pair.Before.PropertiesOf(pair.Direction);
        foreach ((string name, SchemaPlace place) in pair.After.PropertiesOf(pair.Direction).Where(p => !before.ContainsKey(p.Key)))
        {
            RuleTwins rule = pair.After.Requires(name) ? _required : _optional;
            yield return pair.Change(rule, $"the property {name} is new{(pair.After.Requires(name) ? " and required" : "")}", place) with { Member = name };
        }
    }
}
