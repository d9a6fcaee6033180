using System.Net;

namespace OpenCode.Core.Requests;

/// <summary>
/// Tells when a request is sent; as the body of a request that has none, when the transport asks for it: then the connection stands and the head of the
/// request has been written, a pooled connection's as well as a new one's.
/// </summary>
internal sealed class SentSignal() : ByteArrayContent([])
{
    private readonly TaskCompletionSource<bool> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Ends when the body is asked for, and not before. The result is false when somebody in between only takes a copy of it, for a log
    /// for example: that says nothing about a connection, and the transport itself will not ask any more.
    /// </summary>
    public Task<bool> Asked => _asked.Task;

    /// <summary>Says that a connection writes the request, where that can be seen otherwise and this is not its body.</summary>
    public void NoteSent() => _asked.TrySetResult(true);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Note(stream);
        return base.SerializeToStreamAsync(stream, context);
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Note(stream);
        return base.SerializeToStreamAsync(stream, context, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Note(stream);
        base.SerializeToStream(stream, context, cancellationToken);
    }

    // What can be read again is a copy, and so is the buffer that every content has for itself.
    private void Note(Stream stream) => _asked.TrySetResult(!stream.CanRead && stream.GetType().DeclaringType != typeof(HttpContent));
}
