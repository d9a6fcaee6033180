using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>The property that an explicit discriminator names.</summary>
internal sealed class DiscriminatorRule : SchemaRule
{
    private static readonly RuleTwins _changed = RuleTwins.Of("discriminator-changed", Level.Warning, Level.Warning, "Another property is named to tell the variants apart; what the variants hold is compared by itself.");

    private static readonly RuleTwins _valueRemoved = RuleTwins.Of("discriminator-value-removed", Level.Breaking, Level.Info,
        "A value of the discriminator does not mean a variant any more.");

    private static readonly RuleTwins _valueAdded = RuleTwins.Of("discriminator-value-added", Level.Info, Level.Warning,
        "Another value of the discriminator means a variant, too: what receives it should not fail on values that it does not know.");

    private static readonly RuleTwins _valueChanged = RuleTwins.Of("discriminator-value-changed", Level.Breaking, Level.Breaking,
        "Another value of the discriminator means a variant: that of the mapping, or the name of its component.");

    public override IReadOnlyList<RuleTwins> Twins => [_changed, _valueRemoved, _valueAdded, _valueChanged];

    public override bool ComparesChoices => true;

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        string? before = pair.Before.View.Discriminator;
        string? after = pair.After.View.Discriminator;
        if (before is not null && after is not null && before != after) yield return pair.Change(_changed, $"the discriminator was {before} and is {after}");
        if (before is null || before != after || !pair.IsChoice) yield break;
        foreach ((SchemaVariant old, SchemaVariant young) in pair.Variants.Pairs)
        {
            // Where the property has values of its own, those are what is sent, and they are compared by themselves.
            if (old.Tags.Count == 0 || young.Tags.Count == 0 || HasValues(old, pair.Before, before) || HasValues(young, pair.After, before)) continue;
            string[] gone = [.. old.Tags.Except(young.Tags, StringComparer.Ordinal)];
            string[] added = [.. young.Tags.Except(old.Tags, StringComparer.Ordinal)];
            string name = pair.Variants.NameOf(young, pair.After.Views);
            if (gone.Length > 0 && gone.Length == old.Tags.Count)
                yield return pair.Change(_valueChanged, $"the variant {name} was meant by {Texts(gone)} and is by {Texts(added)}", young.Place);
            else if (gone.Length > 0) yield return pair.Change(_valueRemoved, $"the variant {name} is not meant by {Texts(gone)} any more", young.Place);
            if (added.Length > 0 && gone.Length < old.Tags.Count)
                yield return pair.Change(_valueAdded, $"the variant {name} is meant by {Texts(added)}, too", young.Place);
        }
    }

    private static bool HasValues(SchemaVariant variant, SchemaSide side, string property)
        => variant.View.Properties.TryGetValue(property, out SchemaPlace? place) && side.Views.Of(place).Values is not null;

    private static string Texts(string[] values) => string.Join(", ", values.Select(static v => $"\"{v}\""));
}
