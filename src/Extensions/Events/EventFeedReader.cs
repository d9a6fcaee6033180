using System.Threading.Channels;
using OpenCode.Core.Events;
using OpenCode.Models;

namespace OpenCode.Events;

/// <summary>One reader of a feed, with a buffer of its own: it misses events when it is too slow, and is told so.</summary>
internal sealed class EventFeedReader : IDisposable
{
    private readonly EventFeed _feed;
    private readonly Func<Event, bool> _accepts;
    private readonly TimeProvider _clock;
    private readonly Channel<Event> _events;
    private readonly Lock _lock = new();
    private DateTimeOffset? _missedSince;
    private long _missed;

    public EventFeedReader(EventFeed feed, Func<Event, bool> accepts, int capacity, TimeProvider clock)
    {
        (_feed, _accepts, _clock) = (feed, accepts, clock);
        _events = Channel.CreateBounded<Event>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });
    }

    /// <summary>Waits for an event.</summary>
    /// <returns>False when there will be none any more.</returns>
    /// <exception cref="Exception">The feed has failed, and cannot heal.</exception>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _events.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Waits for an event, but not for ever; where there will be none any more, just so long.</summary>
    public async Task WaitAtMostAsync(TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            if (_missedSince is not null || await MayComeAsync(linked.Token).ConfigureAwait(false)) return;
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Takes the next event, or the gap that stands for those that were missed.</summary>
    public bool TryRead(out Event? next)
    {
        if (_events.Reader.TryRead(out next)) return true;
        next = TakeGap();
        return next is not null;
    }

    /// <summary>Hands an event over.</summary>
    public void Offer(Event next)
    {
        if (next is not EventGap && !_accepts(next)) return;
        bool isFull = _missedSince is not null && TakeGap() is { } gap && !_events.Writer.TryWrite(gap);
        if (isFull || !_events.Writer.TryWrite(next)) Miss();
    }

    /// <summary>There will be no more events.</summary>
    public void End(Exception? failure) => _events.Writer.TryComplete(failure);

    public void Dispose()
    {
        _feed.Remove(this);
        End(null);
    }

    private async Task<bool> MayComeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _events.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whoever waits here reads without events, too.
            return false;
        }
    }

    private void Miss()
    {
        lock (_lock)
        {
            _missedSince ??= _clock.GetUtcNow();
            _missed++;
        }
    }

    private EventGap? TakeGap()
    {
        lock (_lock)
        {
            if (_missedSince is not { } since) return null;
            var gap = new EventStreamGap { Reason = EventStreamInterruption.Dropped, Since = since, Until = _clock.GetUtcNow(), DroppedEvents = _missed };
            (_missedSince, _missed) = (null, 0);
            return new EventGap(gap);
        }
    }
}
