using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using OpenCode.Core;

namespace OpenCode.Streaming;

/// <summary>Reads one event stream from its beginning to its end: no watchdog, no second connection.</summary>
internal sealed class PlainEventStreamReader : EventStreamReader
{
    /// <inheritdoc/>
    public override EventSubscription<T> Subscribe<T>(EventStreamSource<T> source, CancellationToken cancellationToken)
        => new Subscription<T>(source, cancellationToken);

    private sealed class Subscription<T>(EventStreamSource<T> source, CancellationToken cancellationToken) : EventSubscription<T>(source.Operation)
    {
        public override EventStreamState State { get; } = new() { Phase = EventStreamPhase.NotStarted, Since = default };

        public override long? Position => null;

        public override IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken other = default)
            => ReadAsync(cancellationToken).GetAsyncEnumerator(other);

        private async IAsyncEnumerable<T> ReadAsync([EnumeratorCancellation] CancellationToken token)
        {
            using EventStream<T> stream = await source.OpenAsync(source.Url, default, token).ConfigureAwait(false);
            var parser = SseParser.Create(stream.Body, (_, data) => data.IsEmpty ? default : new Item<T>(stream.Decode(data)));
            await foreach (SseItem<Item<T>> item in parser.EnumerateAsync(token).ConfigureAwait(false))
            {
                if (item.Data.HasValue)
                    yield return item.Data.Value;
            }
        }
    }

    // The parser dispatches an event for an empty data line too; that carries nothing to decode.
    private readonly struct Item<T>(T value)
    {
        public T Value { get; } = value;

        public bool HasValue { get; } = true;
    }
}
