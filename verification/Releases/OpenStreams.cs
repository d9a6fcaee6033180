using OpenCode.Models;

namespace OpenCode.Verification.Releases;

/// <summary>Keeps the event streams of a server open while it is verified, through the proxy that records them.</summary>
internal sealed class OpenStreams : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task[] _readers;

    public OpenStreams(OpenCodeClient client) => _readers =
    [
        ReadAsync(client.Event.SubscribeAsync(_end.Token)),
        ReadAsync(client.Global.Event.SubscribeAsync(_end.Token)),
        ReadAsync(client.Api.Event.SubscribeAsync(_end.Token)),
    ];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_readers);
        _end.Dispose();
    }

    /// <summary>Reads the past of one session; its stream never ends, so that it is left after a pause.</summary>
    public static async Task ReadSessionAsync(OpenCodeClient client, string session, TimeSpan patience, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        await ReadAsync(client.Api.Session[session].Event.SubscribeAsync(limit.Token));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static async Task ReadAsync<T>(EventSubscription<T> subscription)
    {
        try
        {
            await foreach (T _ in subscription)
            {
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or OpenCodeException)
        {
            // A release that lacks the stream answers something else; that is recorded by then.
        }
    }
}
