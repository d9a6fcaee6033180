using OpenCode.Server.Storage;

namespace OpenCode.Server.Tests.Events;

/// <summary>A store that passes everything on, for tests that change one thing.</summary>
internal abstract class PassingStore(IServerStore inner) : IServerStore
{
    public ValueTask<StoredRecord?> FindAsync(string kind, string id, CancellationToken cancellationToken) => inner.FindAsync(kind, id, cancellationToken);

    public ValueTask<IReadOnlyList<StoredRecord>> ListAsync(string kind, string? parent, CancellationToken cancellationToken)
        => inner.ListAsync(kind, parent, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredRecord>> ListAfterAsync(
        string kind, string parent, string? after, int limit, CancellationToken cancellationToken)
        => inner.ListAfterAsync(kind, parent, after, limit, cancellationToken);

    public ValueTask<StoredRecord?> FindLastAsync(string kind, string parent, CancellationToken cancellationToken)
        => inner.FindLastAsync(kind, parent, cancellationToken);

    public virtual ValueTask SaveAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken) => inner.SaveAsync(changes, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
