using System.Buffers;

namespace OpenCode.Core.Buffers;

/// <summary>Bytes that grow in arrays from the shared pool. They are cleared before they go back: they may be private.</summary>
internal sealed class PooledByteBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[] _array = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many bytes were written.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes fit without growing.</summary>
    public int Capacity => _array.Length;

    public ReadOnlySpan<byte> Written => _array.AsSpan(0, Count);

    public ReadOnlyMemory<byte> WrittenMemory => _array.AsMemory(0, Count);

    /// <summary>The written bytes as a segment of the array they live in.</summary>
    public ArraySegment<byte> WrittenSegment => new(_array, 0, Count);

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsSpan(Count);
    }

    /// <summary>Makes the buffer empty and keeps its memory.</summary>
    public void Clear()
    {
        _array.AsSpan(0, Count).Clear();
        Count = 0;
    }

    public void Dispose()
    {
        byte[] array = _array;
        _array = [];
        Release(array);
        Count = 0;
    }

    private void Reserve(int sizeHint)
    {
        int needed = Math.Max(sizeHint, 1);
        if (_array.Length - Count >= needed) return;
        long doubled = Math.Min(Math.Max((long)_array.Length * 2, (long)Count + needed), Array.MaxLength);
        if (doubled - Count < needed) throw new InvalidOperationException($"A buffer cannot hold more than {Array.MaxLength} bytes.");
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)doubled);
        Written.CopyTo(larger);
        byte[] smaller = _array;
        _array = larger;
        Release(smaller);
    }

    private void Release(byte[] array)
    {
        if (array.Length == 0) return;
        array.AsSpan(0, Math.Min(Count, array.Length)).Clear();
        ArrayPool<byte>.Shared.Return(array);
    }
}
