namespace OpenCode.Hosting.Starting;

/// <summary>Lets whoever stops a server end the starts that are going on, instead of waiting for them: an installation takes minutes.</summary>
internal sealed class StartGate
{
    private readonly Lock _gate = new();
    private readonly List<CancellationTokenSource> _starts = [];

    /// <summary>A start, until it is disposed of.</summary>
    public Start Begin(CancellationToken cancellationToken)
    {
        CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (_gate) _starts.Add(source);
        return new Start(this, source);
    }

    /// <summary>Cancels the starts that have begun.</summary>
    public async Task CancelAsync()
    {
        CancellationTokenSource[] begun;
        lock (_gate) begun = [.. _starts];
        foreach (CancellationTokenSource start in begun)
        {
            try
            {
                await start.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It has ended in this moment.
            }
        }
    }

    internal sealed class Start(StartGate gate, CancellationTokenSource source) : IDisposable
    {
        public CancellationToken Token { get; } = source.Token;

        public void Dispose()
        {
            lock (gate._gate) gate._starts.Remove(source);
            source.Dispose();
        }
    }
}
