using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>Whether a property has to be there.</summary>
internal sealed class PropertyRequired : SchemaRule
{
    private static readonly RuleTwins _required = RuleTwins.Of("property-became-required", Level.Breaking, Level.Info, "A property has to be sent, which could be left out.");
    private static readonly RuleTwins _optional = RuleTwins.Of("property-became-optional", Level.Info, Level.Breaking, "A property may be missing, which was always there.");

    public override IReadOnlyList<RuleTwins> Twins => [_required, _optional];

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        IReadOnlyDictionary<string, SchemaPlace> after = pair.After.PropertiesOf(pair.Direction);
        foreach (string name in pair.Before.PropertiesOf(pair.Direction).Keys.Where(after.ContainsKey))
        {
            if (pair.Before.Requires(name) == pair.After.Requires(name)) continue;
            RuleTwins rule = pair.After.Requires(name) ? _required : _optional;
            string message = $"the property {name} became {(pair.After.Requires(name) ? "required" : "optional")}";
            yield return pair.Change(rule, message, after[name]) with { Member = name };
        }

        // What is required need not be described.
        foreach (string name in pair.Before.View.Required.Union(pair.After.View.Required, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (pair.Before.View.Properties.ContainsKey(name) || pair.After.View.Properties.ContainsKey(name)) continue;
            if (pair.Before.Requires(name) == pair.After.Requires(name)) continue;
            string message = $"the property {name} became {(pair.After.Requires(name) ? "required" : "optional")}";
            yield return pair.Change(pair.After.Requires(name) ? _required : _optional, message) with { Member = name };
        }
    }
}
