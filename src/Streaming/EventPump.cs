using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.EventSources;
using OpenCode.Core.Operations;
using OpenCode.Core.Requests;

namespace OpenCode.Streaming;

/// <summary>Opens the connections of a subscription one after the other, and replaces those that are lost.</summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class EventPump<T>
{
    // Where the response waits for the first event, silence is all that a good connection gives: who has not refused by then is there.
    private static readonly TimeSpan _presumedLiveAfter = TimeSpan.FromSeconds(1);

    private readonly HealingSubscription<T> _subscription;
    private readonly EventStreamSource<T> _source;
    private readonly EventStreamTraits<T>? _traits;
    private readonly TimeProvider _clock;
    private readonly EventIntake<T> _intake;
    private readonly ReconnectPlan _plan;
    private readonly CancellationToken _stop;
    private readonly long _startedAt;

    // Since when the stream is live, over all connections that were only opened again because they were silent.
    private long? _liveSince;
    private long? _respondedAt;
    private bool _hasResponse;
    private Exception? _rejection;
    private Exception? _handlersError;

    public EventPump(HealingSubscription<T> subscription, CancellationToken stop)
    {
        _subscription = subscription;
        _source = subscription.Source;
        _traits = subscription.Traits;
        _clock = subscription.Clock;
        _intake = new EventIntake<T>(subscription, Confirm, stop);
        _plan = new ReconnectPlan(_source.Options, IsResumable, _clock);
        _stop = stop;
        _startedAt = _clock.GetTimestamp();
    }

    /// <summary>Where the events go.</summary>
    public EventBuffer Buffer => _intake.Buffer;

    private bool IsResumable => _traits is { IsResumable: true };

    /// <summary>Runs until the subscription is cancelled or cannot go on; the buffer then holds the reason.</summary>
    public async Task RunAsync()
    {
        Exception? error = null;
        _source.Subscriptions.Add(_subscription);
        try
        {
            await RunConnectionsAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whatever it is belongs to the reader, who finds it at the end of the buffer. Its own cancellation it knows already.
            error = _stop.IsCancellationRequested ? null : e;
        }

        End(error);
    }

    /// <summary>Notes that the reader could make nothing of an event, which is why the stream ends.</summary>
    public void Reject(Exception error) => Volatile.Write(ref _rejection, error);

    /// <summary>Ends the stream; does not throw.</summary>
    /// <param name="error">Why; null when its reader wanted it.</param>
    public void End(Exception? error)
    {
        error ??= Volatile.Read(ref _rejection);
        try
        {
            Enter(EventStreamPhase.Ended, error: error);
        }
        catch (Exception e)
        {
            // What a handler throws does not hide why the stream ended.
            error ??= e;
        }

        _source.Subscriptions.Remove(_subscription);
        Buffer.Complete(error);
    }

    private async Task RunConnectionsAsync()
    {
        bool isRefresh = false;
        while (true)
        {
            if (!isRefresh) Enter(EventStreamPhase.Connecting);
            Exception? failure = null;
            using SentSignal? sent = _traits is { RespondsAtOnce: false } && _source.CanSignal ? new SentSignal() : null;
            try
            {
                await ReadConnectionAsync(sent).ConfigureAwait(false);
            }
            catch (ApiException e) when (_traits is not null && _handlersError is null && _intake.CallersError is null)
            {
                failure = e;
            }

            await _intake.PublishAsync().ConfigureAwait(false);
            if (_traits is null) return;
            bool isSent = _hasResponse || sent is null or { Asked.IsCompleted: true };
            isRefresh = _plan.IsRefreshed(failure, isSent);
            if (isRefresh)
            {
                // Silence to the end of its time, without a refusal, is all that a quiet stream can show.
                if (_hasResponse || _liveSince is not null || sent is { Asked: { IsCompletedSuccessfully: true, Result: true } }) Confirm();
                continue;
            }

            TimeSpan? life = _liveSince is { } since ? _clock.GetElapsedTime(since) : null;
            TimeSpan? responded = _respondedAt is { } at ? _clock.GetElapsedTime(at) : null;
            _liveSince = null;
            if (_plan.Lost(new StreamLoss(failure, life, responded, _intake.HadEvents, isSent, _intake.LastSign)) is not { } delay) return;
            await WaitAsync(delay).ConfigureAwait(false);
        }
    }

    private async Task ReadConnectionAsync(SentSignal? sent)
    {
        _hasResponse = false;
        _respondedAt = null;
        _intake.BeginConnection();
        string url = IsResumable && _intake.Position >= 0
            ? StreamCursor.Write(_source.Url, _traits!.CursorParameter!, _intake.Position)
            : _source.Url;
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        Task<Stream> opening = _source.OpenAsync(url, Limits(), sent, attempt.Token);
        try
        {
            if (_traits is { RespondsAtOnce: false }) await PresumeLiveAsync(opening, sent).ConfigureAwait(false);
        }
        catch
        {
            // A handler of the caller's threw: nobody will use this connection.
            await attempt.CancelAsync().ConfigureAwait(false);
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully) await (await opening.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            throw;
        }

        using Stream connection = await opening.ConfigureAwait(false);
        _hasResponse = true;
        _respondedAt = _clock.GetTimestamp();
        _plan.Responded();
        if (!IsResumable || _plan.FailedAttempts == 0) GoLive();
        await _intake.ReadAsync(connection, attempt.Token).ConfigureAwait(false);
    }

    /// <summary>Waits for the response for as long as it takes to tell what its absence means.</summary>
    private async Task PresumeLiveAsync(Task opening, SentSignal? sent)
    {
        Task<bool> asked = sent?.Asked ?? Task.FromResult(false);
        if (_liveSince is not null)
        {
            if (await IsOverSoonAsync(Task.WhenAny(opening, asked), _presumedLiveAfter).ConfigureAwait(false)) return;
            _liveSince = null;
            Enter(EventStreamPhase.Connecting);
        }

        // After a failure silence proves nothing before it has lasted: a gateway without a server is silent first, then refuses.
        if (_plan.FailedAttempts > 0 || await Task.WhenAny(opening, asked).ConfigureAwait(false) == opening) return;
        TimeSpan patience = await asked.ConfigureAwait(false) ? _presumedLiveAfter : _presumedLiveAfter + (_source.Settings.Budgets.Connect ?? TimeSpan.Zero);
        if (!await IsOverSoonAsync(opening, patience).ConfigureAwait(false) && !_stop.IsCancellationRequested) GoLive();
    }

    /// <returns>False when time runs out first.</returns>
    private async Task<bool> IsOverSoonAsync(Task task, TimeSpan patience)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        Task delay = Task.Delay(patience, _clock, over.Token);
        bool isOver = await Task.WhenAny(task, delay).ConfigureAwait(false) == task;
        await over.CancelAsync().ConfigureAwait(false);
        return isOver;
    }

    private void Confirm()
    {
        _plan.Confirm();
        GoLive();
    }

    private void GoLive()
    {
        _intake.NoteSignOfLife();
        EventStreamGap? gap = _plan.Live();
        if (_liveSince is not null) return;
        _liveSince = _clock.GetTimestamp();
        Enter(EventStreamPhase.Live);
        if (gap is not null && !IsResumable && _traits is not null) _intake.Announce(gap);
    }

    private async Task WaitAsync(TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero) return;
        TimeSpan? left = TotalLeft();
        if (left < delay) delay = left.Value;
        Enter(EventStreamPhase.WaitingToReconnect, delay);
        await _source.DelayAsync(delay, _stop).ConfigureAwait(false);
    }

    // Nobody knows what silence means on a stream that nobody knows.
    private EventStreamLimits Limits()
        => _traits is null ? new EventStreamLimits(null, null, TotalLeft()) : _plan.NextLimits(TotalLeft());

    private TimeSpan? TotalLeft()
    {
        if (_source.Total is not { } total) return null;
        TimeSpan left = total - _clock.GetElapsedTime(_startedAt);
        return left > TimeSpan.Zero ? left : throw new ApiTimeoutException(_source.Operation.Id, BudgetKind.Total, total);
    }

    private void Enter(EventStreamPhase phase, TimeSpan? delay = null, Exception? error = null)
    {
        var state = new EventStreamState
        {
            Phase = phase,
            Since = _clock.GetUtcNow(),
            Delay = delay,
            FailedAttempts = _plan.FailedAttempts,
            InterruptedSince = _plan.InterruptedSince,

            // A reader who leaves during an interruption ends a stream that has not failed.
            Error = phase == EventStreamPhase.Ended ? error : _plan.LastFailure,
        };
        try
        {
            _subscription.Enter(state);
        }
        catch (Exception e)
        {
            // Whatever its type, it is no failure of a connection that another one could heal.
            _handlersError = e;
            throw;
        }
    }
}
