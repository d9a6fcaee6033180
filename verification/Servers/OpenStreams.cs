using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Models;

namespace OpenCode.Verification.Servers;

/// <summary>Keeps the event streams of a server open while it is verified, through the proxy that records them.</summary>
internal sealed class OpenStreams : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(300);

    private readonly OpenCodeClient _client;
    private readonly CancellationTokenSource _end = new();
    private readonly Task[] _readers;

    public OpenStreams(OpenCodeClient client)
    {
        _client = client;
        _readers = [ReadFirstApiAsync(), ReadAsync(client.Global.Event.SubscribeAsync(_end.Token)), ReadAsync(client.Api.Event.SubscribeAsync(_end.Token))];
    }

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

    // The server ends this stream when it lets go of an instance. In releases such as 1.2.27, one that comes back at once belongs to the old
    // instance and stays silent. So another one takes its place a moment later.
    private async Task ReadFirstApiAsync(CancellationTokenSource? previous = null)
    {
        using CancellationTokenSource own = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        bool wasDisposed = false;
        Task? next = null;
        await ReadAsync(_client.Event.SubscribeAsync(own.Token), e =>
        {
            if (e is EventServerConnected)
            {
                previous?.Cancel();
                if (wasDisposed) next ??= TakeOverAsync(own);
            }

            wasDisposed |= e is EventServerInstanceDisposed;
        });
        if (next is not null) await next;
    }

    private async Task TakeOverAsync(CancellationTokenSource previous)
    {
        await Task.Delay(_pause, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ReadFirstApiAsync(previous);
    }

    private static async Task ReadAsync<T>(EventSubscription<T> subscription, Action<T>? see = null)
    {
        try
        {
            await foreach (T one in subscription) see?.Invoke(one);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ApiException)
        {
            // A release that lacks the stream answers something else; that is recorded by then.
        }
    }
}
