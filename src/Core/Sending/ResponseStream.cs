using OpenCode.Core.Transport;

namespace OpenCode.Core.Sending;

/// <summary>
/// The body of a response as it arrives. Each read is under the request's limits and throws the client's exceptions. Where the connection has
/// become one for both directions, it can be written to.
/// </summary>
internal sealed class ResponseStream(RequestAttempt attempt, Stream inner) : Stream
{
    private bool _isDisposed;

    public override bool CanRead => !_isDisposed;

    public override bool CanSeek => false;

    public override bool CanWrite => !_isDisposed && inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();

        // The request's own token watches every read already; only a token that belongs to this read alone costs a source.
        using CancellationTokenSource? both = !cancellationToken.CanBeCanceled || attempt.IsEndedBy(cancellationToken)
            ? null
            : CancellationTokenSource.CreateLinkedTokenSource(attempt.Token, cancellationToken);
        try
        {
            ValueTask<int> read = inner.ReadAsync(buffer, both?.Token ?? attempt.Token);
            if (read.IsCompletedSuccessfully) return read.Result;
            attempt.BeginRead();
            int count = await read.ConfigureAwait(false);
            attempt.EndRead();
            return count;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && TransportFailure.IsBodys(e))
        {
            throw new OperationCanceledException("The read was cancelled by its caller.", e, cancellationToken);
        }
        catch (Exception e) when (TransportFailure.IsBodys(e))
        {
            throw attempt.Translate(e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // The limits of a request only work on asynchronous reads.
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource? both = !cancellationToken.CanBeCanceled || attempt.IsEndedBy(cancellationToken)
            ? null
            : CancellationTokenSource.CreateLinkedTokenSource(attempt.Token, cancellationToken);
        try
        {
            await inner.WriteAsync(buffer, both?.Token ?? attempt.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && TransportFailure.IsBodys(e))
        {
            throw attempt.Translate(e);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
        => WriteAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.CanWrite ? inner.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override void Flush()
    {
        if (inner.CanWrite) inner.Flush();
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            inner.Dispose();
            attempt.Dispose();
        }

        base.Dispose(disposing);
    }
}
