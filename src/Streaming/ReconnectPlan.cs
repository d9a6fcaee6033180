using System.Runtime.ExceptionServices;
using OpenCode.Core;

namespace OpenCode.Streaming;

/// <summary>Keeps count of a stream's interruptions, and says how long each connection may be silent and how long to wait for the next.</summary>
internal sealed class ReconnectPlan(EventStreamOptions options, bool isResumable, TimeProvider clock)
{
    // A server that has just started accepts connections a moment before it answers them, and never answers those.
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(5);

    private readonly Backoff _backoff = new(options.ReconnectDelay, options.MaxReconnectDelay);
    private readonly QuickReconnects _quick = new(clock);
    private long _interruptedAt = clock.GetTimestamp();
    private bool _wasAnswered;
    private int _unanswered;
    private int _failures;

    /// <summary>How many connections in a row have failed since the stream was last live.</summary>
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
        TimeSpan? patience = longest is { } limit ? new Backoff(FirstPatience < limit ? FirstPatience : limit, limit).Full(_unanswered + 1) : null;
        return new EventStreamLimits(patience, isResumable ? patience : longest, total);
    }

    /// <summary>The server has answered, and events can come.</summary>
    /// <param name="isAnswered">False when the server is only presumed to be there, because it has not refused the request.</param>
    /// <returns>The gap that is over now; null when the stream was not live before.</returns>
    public EventStreamGap? Live(bool isAnswered)
    {
        EventStreamGap? gap = InterruptedSince is not { } since
            ? null
            : new() { Reason = Reason, Since = since, Until = clock.GetUtcNow(), FailedAttempts = FailedAttempts, Error = Cause };
        _wasAnswered |= isAnswered;
        if (!isResumable)
            _unanswered = 0;
        FailedAttempts = 0;
        InterruptedSince = null;
        Cause = LastFailure = null;
        return gap;
    }

    /// <summary>Whether a silent connection is simply opened again: where nothing can be lost, silence is no failure.</summary>
    public bool IsRefreshed(Exception? failure)
    {
        bool isSilence = isResumable && IsSilence(failure);
        if (isSilence)
            _unanswered++;
        return isSilence;
    }

    /// <summary>Takes note of a lost or failed connection.</summary>
    /// <param name="failure">Why; null for an orderly end.</param>
    /// <param name="life">How long the connection was live; null when it never was.</param>
    /// <param name="hadEvents">Whether it delivered anything.</param>
    /// <param name="lastSign">When the last byte came.</param>
    /// <returns>How long to wait before the next connection; null when there shall be none.</returns>
    /// <exception cref="OpenCodeException">The failure, when another connection cannot help or the stream gives up.</exception>
    public TimeSpan? Lost(Exception? failure, TimeSpan? life, bool hadEvents, DateTimeOffset lastSign)
    {
        if (failure is not null && !StreamFailure.MayHeal(failure, _wasAnswered))
            ExceptionDispatchInfo.Throw(failure);
        LastFailure = failure;
        if (life is null)
        {
            FailedAttempts++;
            _unanswered = IsSilence(failure) ? _unanswered + 1 : 0;
        }
        else
        {
            (InterruptedSince, Reason, Cause) = (lastSign, StreamFailure.ReasonOf(failure), failure);
            _interruptedAt = clock.GetTimestamp();
            _unanswered = 0;
        }

        TimeSpan delay = NextDelay(failure, life, hadEvents);
        if (options.GiveUpAfter is not { } limit)
            return delay;
        TimeSpan left = limit - clock.GetElapsedTime(_interruptedAt);
        if (left > TimeSpan.Zero)
            return delay < left ? delay : left;
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return null;
    }

    private static bool IsSilence(Exception? failure)
        => failure is OpenCodeTimeoutException { Budget: BudgetKind.ResponseHeaders or BudgetKind.IdleBetweenBytes };

    private TimeSpan NextDelay(Exception? failure, TimeSpan? life, bool hadEvents)
    {
        if (life >= options.HealthyAfter)
            _failures = 0;
        if (failure is null && hadEvents)
        {
            _failures = 0;
            return _quick.Take();
        }

        TimeSpan delay = _backoff.Next(++_failures);
        TimeSpan wanted = StreamFailure.RetryAfter(failure);
        return delay > wanted ? delay : wanted;
    }
}
