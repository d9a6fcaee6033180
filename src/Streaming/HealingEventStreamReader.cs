using OpenCode.Core;

namespace OpenCode.Streaming;

/// <summary>Reads event streams that outlive their connections.</summary>
/// <param name="findTraits">
/// What is known about a stream beyond its spec: an <see cref="EventStreamTraits{T}"/>, or null. A stream nobody knows is read
/// once from beginning to end: gaps could neither be closed nor announced.
/// </param>
internal sealed class HealingEventStreamReader(Func<Operation, object?> findTraits) : EventStreamReader
{
    /// <inheritdoc/>
    public override EventSubscription<T> Subscribe<T>(EventStreamSource<T> source, CancellationToken cancellationToken)
        => new HealingSubscription<T>(source, (EventStreamTraits<T>?)findTraits(source.Operation), cancellationToken);
}
