namespace OpenCode.Server.Storage;

/// <summary>Keeps everything while the process lives, for tests and for servers that nobody comes back to.</summary>
public sealed class InMemoryStore : IServerStore
{
    private readonly Dictionary<string, SortedDictionary<string, StoredRecord>> _kinds = [];
    private readonly Dictionary<(string Kind, string Parent), SortedDictionary<string, StoredRecord>> _parents = [];
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public ValueTask<StoredRecord?> FindAsync(string kind, string id, CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult(_kinds.GetValueOrDefault(kind)?.GetValueOrDefault(id));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredRecord>> ListAsync(string kind, string? parent, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            SortedDictionary<string, StoredRecord>? records = parent is null ? _kinds.GetValueOrDefault(kind) : _parents.GetValueOrDefault((kind, parent));
            return ValueTask.FromResult<IReadOnlyList<StoredRecord>>(records is null ? [] : [.. records.Values]);
        }
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        lock (_lock)
        {
            foreach (StoreChange change in changes) Make(change);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Make(StoreChange change)
    {
        switch (change)
        {
            case StoreChange.Put put:
                Remove(put.Record.Kind, put.Record.Id);
                In(_kinds, put.Record.Kind)[put.Record.Id] = put.Record;
                In(_parents, (put.Record.Kind, put.Record.Parent))[put.Record.Id] = put.Record;
                break;
            case StoreChange.Remove remove:
                Remove(remove.Kind, remove.Id);
                break;
            case StoreChange.RemoveBelow below when _parents.Remove((below.Kind, below.Parent), out SortedDictionary<string, StoredRecord>? gone):
                foreach (string id in gone.Keys) _kinds[below.Kind].Remove(id);
                break;
        }
    }

    private void Remove(string kind, string id)
    {
        if (_kinds.GetValueOrDefault(kind) is { } records && records.Remove(id, out StoredRecord? old)) _parents[(kind, old.Parent)].Remove(id);
    }

    private static SortedDictionary<string, StoredRecord> In<TKey>(Dictionary<TKey, SortedDictionary<string, StoredRecord>> all, TKey key)
        where TKey : notnull
    {
        if (!all.TryGetValue(key, out SortedDictionary<string, StoredRecord>? records)) all[key] = records = new(StringComparer.Ordinal);
        return records;
    }
}
