namespace OpenCode.Core.Events;

/// <summary>A subscription of events that come from anywhere.</summary>
internal sealed class ForeignSubscription<T>(IAsyncEnumerable<T> events, string operationId, TimeProvider clock) : EventSubscription<T>(operationId)
{
    private EventStreamState _state = new() { Phase = EventStreamPhase.NotStarted, Since = clock.GetUtcNow() };
    private int _isEnumerated;

    /// <inheritdoc/>
    public override EventStreamState State => Volatile.Read(ref _state);

    /// <inheritdoc/>
    public override long? Position => null;

    /// <inheritdoc/>
    public override IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isEnumerated, 1) != 0)
            throw new InvalidOperationException($"This subscription of {OperationId} was enumerated before. Subscribe again.");
        return ReadAsync(cancellationToken);
    }

    private async IAsyncEnumerator<T> ReadAsync(CancellationToken cancellationToken)
    {
        Exception? error = null;
        OpenedAt = clock.GetUtcNow();
        Enter(EventStreamPhase.Live, null);
        IAsyncEnumerator<T> reader = events.GetAsyncEnumerator(cancellationToken);
        await using (reader.ConfigureAwait(false))
        {
            try
            {
                while (await MoveAsync().ConfigureAwait(false))
                    yield return reader.Current;
            }
            finally
            {
                Enter(EventStreamPhase.Ended, error);
            }
        }

        async ValueTask<bool> MoveAsync()
        {
            try
            {
                return await reader.MoveNextAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                error = e;
                throw;
            }
        }
    }

    private void Enter(EventStreamPhase phase, Exception? error)
    {
        var state = new EventStreamState { Phase = phase, Since = clock.GetUtcNow(), Error = error };
        Volatile.Write(ref _state, state);
        RaiseStateChanged(state);
    }
}
