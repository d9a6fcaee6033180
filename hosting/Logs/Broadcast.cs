using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace OpenCode.Hosting.Logs;

/// <summary>Hands items to any number of readers, each of which first gets the items that are still held.</summary>
/// <param name="held">How many items are held. A reader that falls further behind than this, and than a hundred, loses the oldest.</param>
internal sealed class Broadcast<T>(int held)
{
    private const int LeastAhead = 100;

    private readonly Lock _gate = new();
    private readonly Queue<T> _items = new();
    private readonly List<Channel<T>> _readers = [];
    private bool _completed;

    public IReadOnlyList<T> Items
    {
        get
        {
            lock (_gate) return [.. _items];
        }
    }

    public void Publish(T item)
    {
        lock (_gate)
        {
            if (_items.Count == held) _items.Dequeue();
            _items.Enqueue(item);
            foreach (Channel<T> reader in _readers) reader.Writer.TryWrite(item);
        }
    }

    /// <summary>Nothing more will come: readers end when they have read what is there.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            foreach (Channel<T> reader in _readers) reader.Writer.TryComplete();
        }
    }

    public async IAsyncEnumerable<T> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<T> channel = Channel.CreateBounded<T>(
            new BoundedChannelOptions(Math.Max(held, LeastAhead)) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_gate)
        {
            foreach (T item in _items) channel.Writer.TryWrite(item);
            if (_completed) channel.Writer.Complete();
            else _readers.Add(channel);
        }

        try
        {
            await foreach (T item in channel.Reader.ReadAllAsync(cancellationToken)) yield return item;
        }
        finally
        {
            lock (_gate) _readers.Remove(channel);
        }
    }
}
