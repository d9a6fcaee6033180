using System.Net.ServerSentEvents;
using OpenCode.Core;

namespace OpenCode.Streaming;

/// <summary>Moves events from connections into the buffer of a subscription, and replaces connections that are lost.</summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class EventPump<T>
{
    // Few enough to notice soon that the reader has made room.
    private const int DecodedAtOnce = 16;

    // Where the answer waits for the first event, silence is all that a good connection gives: who has not refused by then is there.
    private static readonly TimeSpan PresumedLiveAfter = TimeSpan.FromSeconds(1);

    private readonly HealingSubscription<T> _subscription;
    private readonly EventStreamSource<T> _source;
    private readonly EventStreamTraits<T>? _traits;
    private readonly EventStreamOptions _options;
    private readonly TimeProvider _clock;
    private readonly ClientObserver _observer;
    private readonly EventDecoder<T> _decoder;
    private readonly ReconnectPlan _plan;
    private readonly CancellationToken _stop;
    private readonly long _startedAt;
    private long _received;
    private DateTimeOffset _lastSign;
    private long? _liveSince;
    private Exception? _rejection;
    private bool _hadEvents;

    public EventPump(HealingSubscription<T> subscription, CancellationToken stop)
    {
        _subscription = subscription;
        _source = subscription.Source;
        _traits = subscription.Traits;
        _options = _source.Options;
        _clock = subscription.Clock;
        _observer = _source.Observer;
        _decoder = _source.CreateDecoder(_traits?.CreateUnknown);
        _plan = new ReconnectPlan(_options, IsResumable, _clock);
        _stop = stop;
        _startedAt = _clock.GetTimestamp();
        _received = subscription.Position ?? -1;
        _lastSign = _clock.GetUtcNow();
        bool drops = _options.SlowReader == SlowReaderBehavior.Drop && !IsResumable && _traits?.CreateGap is not null;
        Buffer = new EventBuffer(_options.BufferedEvents, _options.BufferedBytes, _clock, drops ? gap => _observer.GapFound(_source.Operation, gap) : null);
    }

    /// <summary>Where the events go.</summary>
    public EventBuffer Buffer { get; }

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

    /// <summary>Ends the stream.</summary>
    /// <param name="error">Why; null when its reader wanted it.</param>
    public void End(Exception? error)
    {
        error ??= Volatile.Read(ref _rejection);
        try
        {
            Enter(EventStreamPhase.Ended, error: error);
        }
        catch (Exception e) when (error is null)
        {
            error = e;
        }
        finally
        {
            _source.Subscriptions.Remove(_subscription);
            Buffer.Complete(error);
        }
    }

    private async Task RunConnectionsAsync()
    {
        bool isRefresh = false;
        while (true)
        {
            if (!isRefresh)
                Enter(EventStreamPhase.Connecting);
            Exception? failure = null;
            try
            {
                await ReadConnectionAsync().ConfigureAwait(false);
            }
            catch (OpenCodeException e) when (_traits is not null)
            {
                failure = e;
            }

            await PublishAsync().ConfigureAwait(false);
            if (_traits is null)
                return;
            isRefresh = _plan.IsRefreshed(failure);
            if (isRefresh)
                continue;
            TimeSpan? life = _liveSince is { } since ? _clock.GetElapsedTime(since) : null;
            if (_plan.Lost(failure, life, _hadEvents, _lastSign) is not { } delay)
                return;
            await WaitAsync(delay).ConfigureAwait(false);
        }
    }

    private async Task ReadConnectionAsync()
    {
        _hadEvents = false;
        string url = IsResumable && _received >= 0 ? StreamCursor.Write(_source.Url, _traits!.CursorParameter!, _received) : _source.Url;
        Task<ResponseStream> opening = _source.OpenAsync(url, Limits(), _stop);
        if (_traits is { AnswersAtOnce: false })
            await PresumeLiveAsync(opening).ConfigureAwait(false);
        using ResponseStream connection = await opening.ConfigureAwait(false);
        GoLive(isAnswered: true);
        using var bytes = new ReadAheadStream(connection, PublishAsync, NoteSignOfLife);
        SseParser<bool> parser = SseParser.Create(bytes, (_, data) => Keep(data));
        await foreach (SseItem<bool> item in parser.EnumerateAsync(_stop).ConfigureAwait(false))
        {
            if (item.Data && Buffer.IsBatchFull)
                await PublishAsync().ConfigureAwait(false);
        }
    }

    /// <returns>Whether there is something to deliver.</returns>
    private bool Keep(ReadOnlySpan<byte> data)
    {
        // The parser dispatches an event for an empty data line too; that carries nothing to decode.
        if (data.IsEmpty)
            return false;
        _hadEvents = true;
        long sequence = -1;
        long createdAt = -1;
        if (_traits is not null)
        {
            if (!_options.IncludeHeartbeats && _traits.IsHeartbeat(data))
                return false;
            if (_traits.ReadSequence is { } read && (sequence = read(data)) >= 0)
            {
                if (sequence <= _received)
                    return false;
                _received = sequence;
            }

            if (_observer.MeasuresEvents)
                createdAt = _traits.ReadCreationTime(data);
        }

        Buffer.Batch.Add(data, sequence, createdAt);
        return true;
    }

    /// <summary>Hands on what has come. A reader that is behind is helped: while the buffer is full, events are decoded ahead.</summary>
    private ValueTask PublishAsync()
    {
        while (!Buffer.TryPublish())
        {
            if (!Buffer.MayDecodeAhead || !DecodeAhead())
                return Buffer.PublishAsync(_stop);
        }

        return ValueTask.CompletedTask;
    }

    /// <returns>False when there is nothing left to decode.</returns>
    private bool DecodeAhead()
    {
        EventBatch batch = Buffer.Batch;
        int end = Math.Min(batch.DecodedAhead + DecodedAtOnce, batch.Count);
        if (batch.DecodedAhead == end)
            return false;
        while (batch.DecodedAhead < end)
            batch.Decoded(TryDecode(batch, batch[batch.DecodedAhead]));
        return true;
    }

    private object? TryDecode(EventBatch batch, in WaitingEvent item)
    {
        if (item.Content is not null)
            return null;
        try
        {
            return _decoder.Decode(batch.DataOf(item));
        }
        catch (Exception e)
        {
            // Thrown where the event would have been delivered.
            return e;
        }
    }

    private async Task PresumeLiveAsync(Task opening)
    {
        if (_liveSince is not null)
            return;
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        Task patience = Task.Delay(PresumedLiveAfter, _clock, answered.Token);
        bool isSilent = await Task.WhenAny(opening, patience).ConfigureAwait(false) == patience;
        await answered.CancelAsync().ConfigureAwait(false);
        if (isSilent && !_stop.IsCancellationRequested)
            GoLive(isAnswered: false);
    }

    private void GoLive(bool isAnswered)
    {
        NoteSignOfLife();
        EventStreamGap? gap = _plan.Live(isAnswered);
        if (_liveSince is not null)
            return;
        _liveSince = _clock.GetTimestamp();
        Enter(EventStreamPhase.Live);
        if (gap is not null && _traits is { IsResumable: false, CreateGap: not null })
        {
            _observer.GapFound(_source.Operation, gap);
            Buffer.Batch.Add(gap);
        }
    }

    private async Task WaitAsync(TimeSpan delay)
    {
        _liveSince = null;
        if (delay <= TimeSpan.Zero)
            return;
        TimeSpan? left = TotalLeft();
        if (left < delay)
            delay = left.Value;
        Enter(EventStreamPhase.WaitingToReconnect, delay);
        await _source.DelayAsync(delay, _stop).ConfigureAwait(false);
    }

    // Nobody knows what silence means on a stream that nobody knows.
    private EventStreamLimits Limits()
        => _traits is null ? new EventStreamLimits(null, null, TotalLeft()) : _plan.NextLimits(TotalLeft());

    private TimeSpan? TotalLeft()
    {
        if (_source.Total is not { } total)
            return null;
        TimeSpan left = total - _clock.GetElapsedTime(_startedAt);
        return left > TimeSpan.Zero ? left : throw new OpenCodeTimeoutException(_source.Operation.Id, BudgetKind.Total, total);
    }

    private void NoteSignOfLife() => _lastSign = _clock.GetUtcNow();

    private void Enter(EventStreamPhase phase, TimeSpan? delay = null, Exception? error = null) => _subscription.Enter(new()
    {
        Phase = phase,
        Since = _clock.GetUtcNow(),
        Delay = delay,
        FailedAttempts = _plan.FailedAttempts,
        InterruptedSince = _plan.InterruptedSince,

        // A reader who leaves during an interruption ends a stream that has not failed.
        Error = phase == EventStreamPhase.Ended ? error : _plan.LastFailure,
    });
}
