namespace OpenCodeGen.Shaping;

/// <summary>Groups of drafts that grow together.</summary>
internal sealed class UnitedDrafts
{
    private readonly Dictionary<Draft, Draft> _parents = new(ReferenceEqualityComparer.Instance);

    /// <summary>One draft of the group, the same for all its members.</summary>
    public Draft Of(Draft draft)
    {
        while (_parents.TryGetValue(draft, out Draft? parent)) draft = parent;
        return draft;
    }

    /// <summary>Makes the groups of two drafts one.</summary>
    /// <returns>Whether they were two.</returns>
    public bool Unite(Draft one, Draft other)
    {
        Draft first = Of(one);
        Draft second = Of(other);
        if (ReferenceEquals(first, second)) return false;
        _parents.Add(second, first);
        return true;
    }
}
