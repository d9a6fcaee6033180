using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace OpenCode.Testing.Events;

/// <summary>One subscriber's event stream: what is sent goes through a queue of limited length, and no faster than the subscriber reads.</summary>
internal sealed class OpenStream(HttpContext context, int queueLength)
{
    private readonly Lock _gate = new();
    private readonly Channel<byte[]> _queue = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(queueLength) { SingleReader = true });
    private bool _finished;

    public static byte[] Frame(string json) => Encoding.UTF8.GetBytes($"data: {json}\n\n");

    /// <summary>Queues bytes; waits while the queue is full. A stream that has ended takes nothing.</summary>
    /// <returns>Whether the stream goes on.</returns>
    public async ValueTask<bool> SendAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(bytes, cancellationToken);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Ends the response in order, after what is queued.</summary>
    public void End() => _queue.Writer.TryComplete();

    /// <summary>Breaks the connection.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            // The context of a request that is over may serve the next one.
            if (!_finished) context.Abort();
        }

        End();
    }

    /// <summary>Writes what is queued until the stream ends. Not even headers go out before the first bytes.</summary>
    public async Task WriteAllAsync()
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        try
        {
            await foreach (byte[] bytes in _queue.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.BodyWriter.WriteAsync(bytes, context.RequestAborted);
            }
        }
        finally
        {
            End();
            lock (_gate) _finished = true;
        }
    }
}
