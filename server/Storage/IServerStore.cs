namespace OpenCode.Server.Storage;

/// <summary>Keeps what a server has to know again after its end: records of JSON, each of a kind, below a parent.</summary>
/// <remarks>
/// Records of a kind have ids of their own, in ASCII, which sort as they were made. What <see cref="SaveAsync"/> has returned from survives the death of
/// the process.
/// </remarks>
public interface IServerStore : IAsyncDisposable
{
    /// <summary>Finds a record.</summary>
    /// <param name="kind">What it is, for example <c>session</c>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The record; null when there is none.</returns>
    ValueTask<StoredRecord?> FindAsync(string kind, string id, CancellationToken cancellationToken);

    /// <summary>Lists records, by their ids in ordinal order.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="parent">What they belong to; null for all of the kind.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    ValueTask<IReadOnlyList<StoredRecord>> ListAsync(string kind, string? parent, CancellationToken cancellationToken);

    /// <summary>Lists a page of what belongs to something, by their ids in ordinal order.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="parent">What they belong to.</param>
    /// <param name="after">The id that the page begins after; null for the first page.</param>
    /// <param name="limit">How many there are on a page at most.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <remarks>A store that does not do it itself lists everything for it.</remarks>
    async ValueTask<IReadOnlyList<StoredRecord>> ListAfterAsync(string kind, string parent, string? after, int limit, CancellationToken cancellationToken)
        => [.. (await ListAsync(kind, parent, cancellationToken)).Where(r => after is null || string.CompareOrdinal(r.Id, after) > 0).Take(limit)];

    /// <summary>Finds what belongs to something and has the last id in ordinal order.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="parent">What it belongs to.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The record; null when there is none.</returns>
    /// <remarks>A store that does not do it itself lists everything for it.</remarks>
    async ValueTask<StoredRecord?> FindLastAsync(string kind, string parent, CancellationToken cancellationToken)
        => (await ListAsync(kind, parent, cancellationToken)) is [.., var last] ? last : null;

    /// <summary>Makes changes: all, or none when one of them fails.</summary>
    /// <param name="changes">The changes, in their order.</param>
    /// <param name="cancellationToken">Cancels what has not begun.</param>
    /// <exception cref="StoreException">They could not be kept.</exception>
    ValueTask SaveAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken);
}
