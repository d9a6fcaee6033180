using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules;

/// <summary>Finds changes of one kind in two versions of a schema.</summary>
internal abstract class SchemaRule
{
    /// <summary>The rules that it may find, both directions.</summary>
    public abstract IReadOnlyList<RuleTwins> Twins { get; }

    /// <summary>Rules without a twin, of one direction alone.</summary>
    public virtual IReadOnlyList<Rule> Single => [];

    /// <summary>Whether it says something of schemas that have no type in common, too.</summary>
    public virtual bool ComparesOtherTypes => false;

    /// <summary>Whether it says something of a choice as a whole; what others say is said of its variants.</summary>
    public virtual bool ComparesChoices => false;

    public abstract IEnumerable<Change> Compare(SchemaPair pair);
}
