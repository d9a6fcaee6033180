using System.Buffers;
using System.Runtime.CompilerServices;

namespace OpenCode.Streaming;

/// <summary>
/// Reads a connection in large pieces and hands them on in small ones. When there is nothing more to read for the moment, its
/// owner first gets to deal with all that came so far.
/// </summary>
internal sealed class ReadAheadStream(Stream connection, Func<ValueTask> beforeWaiting, Action afterReading) : Stream
{
    private const int PieceLength = 64 * 1024;

    private byte[] _piece = ArrayPool<byte>.Shared.Rent(PieceLength);
    private int _start;
    private int _end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => _start < _end ? ValueTask.FromResult(Take(buffer.Span)) : FillAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Event streams are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        byte[] piece = _piece;
        if (disposing && piece.Length > 0)
        {
            _piece = [];
            _start = _end = 0;

            // Cleared, because events may be private.
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // A long event is read straight into the buffer that grows for it.
        if (buffer.Length >= PieceLength)
            return await ReadConnectionAsync(buffer, cancellationToken).ConfigureAwait(false);
        _end = await ReadConnectionAsync(_piece, cancellationToken).ConfigureAwait(false);
        _start = 0;
        return Take(buffer.Span);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadConnectionAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ValueTask<int> read = connection.ReadAsync(buffer, cancellationToken);
        if (!read.IsCompleted)
        {
            ValueTask ready = beforeWaiting();
            if (!ready.IsCompletedSuccessfully)
                return await WaitForBothAsync(ready, read.AsTask()).ConfigureAwait(false);
        }

        int count = await read.ConfigureAwait(false);
        afterReading();
        return count;
    }

    private async Task<int> WaitForBothAsync(ValueTask ready, Task<int> read)
    {
        try
        {
            await ready.ConfigureAwait(false);
        }
        catch
        {
            // The buffer may only be given up once nobody writes to it any more.
            await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        int count = await read.ConfigureAwait(false);
        afterReading();
        return count;
    }

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _end - _start);
        _piece.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }
}
