namespace OpenCode.Benchmarks.Workloads;

/// <summary>Counts what goes over the wire: subscriptions to events, and other requests.</summary>
internal sealed class CountingHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private int _subscriptions;
    private int _answered;

    /// <summary>The subscriptions to events so far.</summary>
    public int Subscriptions => Volatile.Read(ref _subscriptions);

    /// <summary>The other requests that were answered so far.</summary>
    public int Answered => Volatile.Read(ref _answered);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool subscribes = request.RequestUri!.AbsolutePath.EndsWith("/event", StringComparison.Ordinal);
        if (subscribes) Interlocked.Increment(ref _subscriptions);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (!subscribes) Interlocked.Increment(ref _answered);
        return response;
    }
}
