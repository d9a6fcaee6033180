using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace OpenCode.Testing.Events;

/// <summary>Streams that begin with <c>server.connected</c>, carry what is published while they are open, and replay nothing.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore holds nothing to dispose of unless its wait handle is asked for.")]
public sealed class LiveEventStreams : EventStreams
{
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Func<long, string> _greeting;
    private readonly Func<long, string> _heartbeat;
    private readonly int _queueLength;
    private long _number;

    internal LiveEventStreams(Func<long, string> greeting, Func<long, string> heartbeat, int queueLength)
        => (_greeting, _heartbeat, _queueLength) = (greeting, heartbeat, queueLength);

    /// <summary>Sends an event to all open streams. Waits for those whose queue is full, for ever when nobody reads them.</summary>
    /// <param name="json">The event, on one line. It is sent as it is, valid or not.</param>
    /// <param name="cancellationToken">Ends the waiting; some streams have the event then.</param>
    public Task PublishAsync(string json, CancellationToken cancellationToken = default) => SendRawAsync(OpenStream.Frame(json), cancellationToken);

    /// <summary>Sends a heartbeat in the route's own form: an event in the first API, a comment in the second.</summary>
    public Task SendHeartbeatAsync(CancellationToken cancellationToken = default)
        => SendRawAsync(_heartbeat(Interlocked.Increment(ref _number)), cancellationToken);

    /// <summary>Sends text as it is, such as half a frame.</summary>
    public Task SendRawAsync(string text, CancellationToken cancellationToken = default) => SendRawAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    internal override async Task ServeAsync(HttpContext context)
    {
        OpenStream stream = new(context, _queueLength);

        // Queued before anything can be published: a subscriber that has read it misses nothing from then on.
        await stream.SendAsync(Encoding.UTF8.GetBytes(_greeting(Interlocked.Increment(ref _number))), context.RequestAborted);
        await WriteAsync(stream);
    }

    private async Task SendRawAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        // One at a time: all subscribers see the same order.
        await _sending.WaitAsync(cancellationToken);
        try
        {
            foreach (OpenStream stream in Snapshot()) await stream.SendAsync(bytes, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }
}
