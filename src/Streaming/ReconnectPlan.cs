using System.Runtime.ExceptionServices;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Core.Requests;
using OpenCode.Core.Responses;
using OpenCode.Core.Retrying;

namespace OpenCode.Streaming;

/// <summary>Keeps count of a stream's interruptions, and says how long each connection may be silent and how long to wait for the next.</summary>
internal sealed class ReconnectPlan(EventStreamOptions options, bool isResumable, TimeProvider clock)
{
    // A server that has just started accepts connections a moment before it answers them, and never answers those.
    private static readonly TimeSpan _firstPatience = TimeSpan.FromSeconds(5);

    private readonly Backoff _backoff = new(options.ReconnectDelay, options.MaxReconnectDelay);
    private readonly QuickReconnects _quick = new(clock);

    // An interruption begins with a stream, or with the loss of a connection that had held, and lasts until one holds again. That the
    // stream is live meanwhile, because a server responded or did not refuse, does not end it.
    private long _interruptedAt = clock.GetTimestamp();
    private bool _isInterrupted = true;
    private DateTimeOffset? _lostSince;
    private int _attempts;
    private bool _hadResponse;
    private int _silences;
    private int _failures;

    /// <summary>How many connections in a row have failed; 0 while the stream is live.</summary>
    public int FailedAttempts { get; private set; }

    /// <summary>Since when no events come, although they once did; null while they do.</summary>
    public DateTimeOffset? InterruptedSince { get; private set; }

    /// <summary>Why they do not.</summary>
    public EventStreamInterruption Reason { get; private set; }

    /// <summary>What ended the last live connection; null for an orderly end.</summary>
    public Exception? Cause { get; private set; }

    /// <summary>What ended the last connection or kept it from being opened; null for an orderly end.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>How long the next connection may be silent.</summary>
    /// <param name="total">What is left of the limit for the whole subscription; null for none.</param>
    public EventStreamLimits NextLimits(TimeSpan? total)
    {
        TimeSpan? longest = isResumable ? options.RefreshAfter : options.SilenceLimit;
        TimeSpan? patience = longest is { } limit ? new Backoff(_firstPatience < limit ? _firstPatience : limit, limit).Full(_silences + 1) : null;
        return new EventStreamLimits(patience, isResumable ? patience : longest, total);
    }

    /// <summary>The server has responded with a stream.</summary>
    public void Responded()
    {
        _hadResponse = true;
        if (!isResumable) _silences = 0;
    }

    /// <summary>The connection has held: it brought an event, or was silent to the end without being refused.</summary>
    public void Confirm()
    {
        _isInterrupted = false;
        _lostSince = null;
        _attempts = 0;
    }

    /// <summary>Events can come, as far as that can be told.</summary>
    /// <returns>The gap that is over now; null when the stream was not live before.</returns>
    public EventStreamGap? Live()
    {
        EventStreamGap? gap = InterruptedSince is not { } since
            ? null
            : new() { Reason = Reason, Since = since, Until = clock.GetUtcNow(), FailedAttempts = FailedAttempts, Error = Cause };
        FailedAttempts = 0;
        InterruptedSince = null;
        Cause = LastFailure = null;
        return gap;
    }

    /// <summary>Whether a silent connection is simply opened again: where nothing can be lost, silence is no failure.</summary>
    /// <param name="failure">What ended it; null for an orderly end.</param>
    /// <param name="isSent">Whether the server may have seen the request; otherwise its silence is no wonder.</param>
    public bool IsRefreshed(Exception? failure, bool isSent)
    {
        bool isSilence = isResumable && isSent && IsSilence(failure);
        if (isSilence) _silences++;
        return isSilence;
    }

    /// <summary>Takes note of a lost or failed connection.</summary>
    /// <returns>How long to wait before the next connection; null when there shall be none.</returns>
    /// <exception cref="ApiException">The failure, when another connection cannot help or the stream gives up.</exception>
    public TimeSpan? Lost(StreamLoss loss)
    {
        Exception? failure = loss.Failure;
        if (failure is not null && !StreamFailure.MayHeal(failure, _hadResponse)) ExceptionDispatchInfo.Throw(failure);
        LastFailure = failure;
        bool hasHeld = loss.HadEvents || loss.Responded >= options.HealthyAfter;
        bool wasUp = hasHeld || !_isInterrupted;
        if (wasUp)
        {
            _isInterrupted = true;
            _interruptedAt = clock.GetTimestamp();
            _attempts = 0;
        }

        // A stream that cannot resume tells every time that it was live, however short that was.
        if (wasUp || (loss.Life is not null && !isResumable)) (_lostSince, Reason, Cause) = (loss.LastSign, StreamFailure.ReasonOf(failure), failure);
        else _attempts++;
        FailedAttempts = _attempts;
        InterruptedSince = _lostSince;

        // A server that took the request and refused it later will do so again: asking for less patience would only hide it.
        _silences = hasHeld ? 0 : IsSilence(failure) ? _silences + 1 : isResumable && loss.IsSent ? _silences : 0;
        TimeSpan delay = NextDelay(loss, wasUp);
        if (options.GiveUpAfter is not { } limit) return delay;
        TimeSpan left = limit - clock.GetElapsedTime(_interruptedAt);
        if (left > TimeSpan.Zero) return delay < left ? delay : left;
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return null;
    }

    private static bool IsSilence(Exception? failure)
        => failure is ApiTimeoutException { Budget: BudgetKind.ResponseHeaders or BudgetKind.IdleBetweenBytes };

    private TimeSpan NextDelay(in StreamLoss loss, bool wasUp)
    {
        if (wasUp && loss.Life >= options.HealthyAfter) _failures = 0;
        if (loss is { Failure: null, HadEvents: true })
        {
            _failures = 0;
            return _quick.Take();
        }

        TimeSpan delay = _backoff.Next(++_failures);
        TimeSpan wanted = StreamFailure.RetryAfter(loss.Failure);
        return delay > wanted ? delay : wanted;
    }
}
