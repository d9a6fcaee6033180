using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using OpenCode.Core;

namespace OpenCode.Streaming;

/// <summary>Reads one event stream from its beginning to its end: no watchdog, no second connection.</summary>
internal sealed class PlainEventStreamReader : EventStreamReader
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<T> ReadAsync<T>(EventStreamSource<T> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using EventStream<T> stream = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        var parser = SseParser.Create(stream.Body, (_, data) => data.IsEmpty ? default : new Item<T>(stream.Decode(data)));
        await foreach (SseItem<Item<T>> item in parser.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            if (item.Data.HasValue)
                yield return item.Data.Value;
        }
    }

    // The parser dispatches an event for an empty data line too; that carries nothing to decode.
    private readonly struct Item<T>(T value)
    {
        public T Value { get; } = value;

        public bool HasValue { get; } = true;
    }
}
