using OpenCode.Core.Errors;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Bench.Running;

/// <summary>A server that takes part.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Task _listening;

    public BenchServer(ServerEntry entry, OpenCodeClient client, int number, bool isOurs)
    {
        (Entry, Client, Number, IsOurs) = (entry, client, number, isOurs);
        _listening = ListenAsync();
    }

    public ServerEntry Entry { get; }

    public OpenCodeClient Client { get; }

    /// <summary>The how-manieth, from 1 on.</summary>
    public int Number { get; }

    /// <summary>Whether this benchmark has started it.</summary>
    public bool IsOurs { get; }

    /// <summary>How many runs are on it.</summary>
    public int Running { get; set; }

    /// <summary>Whether it responds.</summary>
    public async Task<bool> RespondsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Client.Global.Health.GetAsync(cancellationToken: cancellationToken);
            return true;
        }
        catch (ApiException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _listening;
        Client.Dispose();
        _over.Dispose();
    }

    // While somebody listens, the connection for events stays open between turns: none waits for it before its prompt.
    private async Task ListenAsync()
    {
        try
        {
            await foreach (Models.Event _ in Client.Sessions.ReadEventsAsync(_over.Token))
            {
                // The turns read them.
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ApiException or ObjectDisposedException)
        {
            // The turns find out for themselves that a server is gone.
        }
    }
}
