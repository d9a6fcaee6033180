namespace OpenCode.Server.Storage;

/// <summary>Keeps everything while the process lives, for tests and for servers that nobody comes back to.</summary>
public sealed class InMemoryStore : IServerStore
{
    private static readonly Comparer<StoredRecord> _byId = Comparer<StoredRecord>.Create(static (a, b) => string.CompareOrdinal(a.Id, b.Id));

    private readonly Dictionary<string, SortedDictionary<string, StoredRecord>> _kinds = [];
    private readonly Dictionary<(string Kind, string Parent), SortedSet<StoredRecord>> _parents = [];
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
            IEnumerable<StoredRecord>? records = parent is null ? _kinds.GetValueOrDefault(kind)?.Values : _parents.GetValueOrDefault((kind, parent));
            return ValueTask.FromResult<IReadOnlyList<StoredRecord>>(records is null ? [] : [.. records]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredRecord>> ListAfterAsync(
        string kind, string parent, string? after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_parents.GetValueOrDefault((kind, parent)) is not { Max: { } last } records) return ValueTask.FromResult<IReadOnlyList<StoredRecord>>([]);
            if (after is null) return ValueTask.FromResult<IReadOnlyList<StoredRecord>>([.. records.Take(limit)]);
            if (string.CompareOrdinal(after, last.Id) >= 0) return ValueTask.FromResult<IReadOnlyList<StoredRecord>>([]);
            IEnumerable<StoredRecord> rest = records.GetViewBetween(new StoredRecord(kind, after, parent, default), last);
            return ValueTask.FromResult<IReadOnlyList<StoredRecord>>([.. rest.SkipWhile(r => r.Id == after).Take(limit)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredRecord?> FindLastAsync(string kind, string parent, CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult(_parents.GetValueOrDefault((kind, parent))?.Max);
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (!changes.All(IsWhole)) throw new ArgumentException("A change lacks the kind, the id or the parent that it is about.", nameof(changes));
        lock (_lock)
        {
            foreach (StoreChange change in changes) Make(change);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsWhole(StoreChange change) => change is StoreChange.Put { Record: { Kind: not null, Id: not null, Parent: not null } }
        or StoreChange.Remove { Kind: not null, Id: not null } or StoreChange.RemoveBelow { Kind: not null, Parent: not null };

    private void Make(StoreChange change)
    {
        switch (change)
        {
            case StoreChange.Put put:
                Remove(put.Record.Kind, put.Record.Id);
                Keep(put.Record);
                break;
            case StoreChange.Remove remove:
                Remove(remove.Kind, remove.Id);
                break;
            case StoreChange.RemoveBelow below when _parents.Remove((below.Kind, below.Parent), out SortedSet<StoredRecord>? gone):
                foreach (StoredRecord record in gone) _kinds[below.Kind].Remove(record.Id);
                break;
        }
    }

    private void Keep(StoredRecord record)
    {
        if (!_kinds.TryGetValue(record.Kind, out SortedDictionary<string, StoredRecord>? all)) _kinds[record.Kind] = all = new(StringComparer.Ordinal);
        all[record.Id] = record;
        (string Kind, string Parent) key = (record.Kind, record.Parent);
        if (!_parents.TryGetValue(key, out SortedSet<StoredRecord>? below)) _parents[key] = below = new(_byId);
        below.Add(record);
    }

    private void Remove(string kind, string id)
    {
        if (!_kinds.TryGetValue(kind, out SortedDictionary<string, StoredRecord>? all) || !all.Remove(id, out StoredRecord? old)) return;
        SortedSet<StoredRecord> below = _parents[(kind, old.Parent)];
        below.Remove(old);
        if (below.Count == 0) _parents.Remove((kind, old.Parent));
    }
}
