namespace OpenCode.Server.Storage;

/// <summary>A change of what is kept.</summary>
public abstract record StoreChange
{
    private protected StoreChange()
    {
    }

    /// <summary>Keeps a record, in the place of one with the same kind and id.</summary>
    /// <param name="Record">The record.</param>
    public sealed record Put(StoredRecord Record) : StoreChange;

    /// <summary>Removes a record, if it is there.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="Id">Its id.</param>
    public sealed record Remove(string Kind, string Id) : StoreChange;

    /// <summary>Removes all records of a kind that belong to something.</summary>
    /// <param name="Kind">What they are.</param>
    /// <param name="Parent">What they belong to.</param>
    public sealed record RemoveBelow(string Kind, string Parent) : StoreChange;
}
