using System.Diagnostics.CodeAnalysis;
using OpenCode.Core.Buffers;
using OpenCode.Core.Events;

namespace OpenCode.Streaming;

/// <summary>Events that arrived together, still as the bytes they came in: what waits costs no objects.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Its buffer owns it and releases it, the last one at the end of the subscription.")]
internal sealed class EventBatch
{
    private const int InitialBytes = 4 * 1024;

    // A batch that once held a long event does not keep its memory for short ones.
    private const int MostBytesKept = 256 * 1024;

    // Events that come one by one while the reader is busy share a batch; a batch that is large already is better left alone.
    private const int MostEventsMerged = 128;
    private const int MostBytesMerged = 16 * 1024;

    private PooledByteBuffer _data = new(InitialBytes);
    private WaitingEvent[] _events = new WaitingEvent[16];

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes their data are.</summary>
    public int Bytes => _data.Count;

    /// <summary>How many of the events, from the first one on, have been decoded ahead.</summary>
    public int DecodedAhead { get; private set; }

    public ref readonly WaitingEvent this[int index] => ref _events[index];

    /// <summary>The data of an event.</summary>
    public ReadOnlyMemory<byte> DataOf(in WaitingEvent item) => _data.WrittenMemory.Slice(item.Start, item.Length);

    /// <summary>Adds an event.</summary>
    /// <param name="data">Its data; it is copied.</param>
    /// <param name="sequence">Its place in the stream; negative when it has none.</param>
    /// <param name="createdAt">When the server made it; negative when nobody asks.</param>
    public void Add(ReadOnlySpan<byte> data, long sequence, long createdAt)
    {
        // The data first: an item whose data found no memory must not be there.
        int start = Bytes;
        data.CopyTo(_data.GetSpan(data.Length));
        _data.Advance(data.Length);
        Append(new WaitingEvent(start, data.Length, sequence, createdAt, null));
    }

    /// <summary>Adds the announcement of a gap.</summary>
    /// <param name="gap">The gap.</param>
    /// <param name="sequence">The place of what was skipped; negative when it has none.</param>
    public void Add(EventStreamGap gap, long sequence = -1) => Append(new WaitingEvent(0, 0, sequence, -1, gap));

    /// <summary>Puts down what decoding ahead made of the next event.</summary>
    /// <param name="content">The event or an exception; null for what needs no decoding.</param>
    public void Decoded(object? content)
    {
        ref WaitingEvent item = ref _events[DecodedAhead++];
        if (content is not null) item = item with { Content = content };
    }

    /// <summary>Adds the events of another batch, if they are few enough to be copied.</summary>
    /// <returns>Whether they were added.</returns>
    public bool TryAdd(EventBatch other)
    {
        if (other.DecodedAhead > 0 || Count + other.Count > MostEventsMerged || Bytes + other.Bytes > MostBytesMerged) return false;
        for (int i = 0; i < other.Count; i++)
        {
            ref readonly WaitingEvent item = ref other[i];
            if (item.Content is EventStreamGap gap) Add(gap, item.Sequence);
            else Add(other.DataOf(item).Span, item.Sequence, item.CreatedAt);
        }

        return true;
    }

    /// <summary>Makes the batch empty.</summary>
    public void Clear()
    {
        Array.Clear(_events, 0, Count);
        Count = 0;
        DecodedAhead = 0;
        _data.Clear();
        if (_data.Capacity <= MostBytesKept) return;
        _data.Dispose();
        _data = new PooledByteBuffer(InitialBytes);
    }

    /// <summary>Gives the memory back. The batch must not be used afterwards.</summary>
    public void Release() => _data.Dispose();

    private void Append(WaitingEvent item)
    {
        if (Count == _events.Length) Array.Resize(ref _events, Count * 2);
        _events[Count++] = item;
    }
}
