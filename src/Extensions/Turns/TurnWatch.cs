using OpenCode.Models;

namespace OpenCode.Turns;

/// <summary>Keeps an eye on a turn: what the server says of its session beside messages, and the limits.</summary>
internal sealed class TurnWatch(string session, string promptId, TurnLimits limits, TimeProvider clock, Action<TurnUpdate> report)
{
    private readonly long _startedAt = clock.GetTimestamp();
    private long _lastSign = clock.GetTimestamp();
    private TurnEnd? _gaveUp;

    /// <summary>Whether something happened after which the messages tell more.</summary>
    public bool IsReadWanted { get; set; } = true;

    /// <summary>What the session failed with; null when it did not. The first error is the one for people, what follows is a trace of the server.</summary>
    public AssistantMessageError? Error { get; private set; }

    /// <summary>How often the model was asked again.</summary>
    public int Retries { get; private set; }

    /// <summary>Whether somebody else has sent a prompt.</summary>
    public bool HadOtherPrompts { get; private set; }

    /// <summary>How long it is to the next limit; null when none is near.</summary>
    public TimeSpan? NextLimit
    {
        get
        {
            TimeSpan? duration = limits.Duration - clock.GetElapsedTime(_startedAt);
            TimeSpan? silence = limits.Silence - clock.GetElapsedTime(_lastSign);
            return duration is null || silence < duration ? silence : duration;
        }
    }

    /// <summary>Takes note of an event of the tree.</summary>
    public void Note(Event next)
    {
        _lastSign = clock.GetTimestamp();
        bool isOwn = next.SessionId == session;
        switch (next)
        {
            case EventGap:
                IsReadWanted = true;
                break;
            case EventSessionCreated { Properties.Info: { ParentId: { } parent } child }:
                report(new ChildStartedUpdate(child.Id, parent, child.Title));
                break;
            case EventSessionStatus { Properties.Status: SessionStatusRetry retry } status:
                Note(status.Properties.SessionId, retry);
                break;
            case EventSessionStatus { Properties.Status: SessionStatusIdle } or EventSessionIdle or EventSessionDeleted:
                IsReadWanted |= isOwn;
                break;
            case EventSessionError { Properties.Error: { } error } when isOwn:
                Error ??= error;
                IsReadWanted = true;
                break;
            case EventMessageUpdated { Properties.Info: AssistantMessage { Time.Completed: not null } step } when isOwn:
                IsReadWanted |= step.Error is not null || step.Finish is not "tool-calls";
                break;
            case EventMessageUpdated { Properties.Info: UserMessage prompt } when isOwn:
                HadOtherPrompts |= string.CompareOrdinal(prompt.Id, promptId) > 0;
                break;
            default:
                break;
        }
    }

    /// <summary>The limit that was reached; null when there is none.</summary>
    /// <param name="transcript">What the turn has come to so far; its cost is added up only where it is limited.</param>
    /// <param name="isAsking">Whether somebody is being asked, who may think for long.</param>
    public TurnEnd? Exceeded(Transcript transcript, bool isAsking)
    {
        if (_gaveUp is not null) return _gaveUp;
        if (isAsking) _lastSign = clock.GetTimestamp();
        if (limits.Duration is { } duration && clock.GetElapsedTime(_startedAt) >= duration) return Over($"the duration of {duration}");
        if (limits.Silence is { } silence && clock.GetElapsedTime(_lastSign) >= silence) return Over($"the silence of {silence}");
        if (limits.Tokens is { } tokens && transcript.Usage.TotalTokens > tokens) return Over($"{tokens} tokens");
        return limits.Cost is { } cost && transcript.Usage.Cost > cost ? Over($"a cost of {cost}") : null;
    }

    private static TurnEnd Over(string limit) => new(TurnOutcome.BudgetExceeded, $"The turn has reached its limit: {limit}.");

    private void Note(string where, SessionStatusRetry retry)
    {
        Retries++;
        TimeSpan delay = DateTimeOffset.FromUnixTimeMilliseconds(retry.Next) - clock.GetUtcNow();
        report(new RetryUpdate(where, retry.Attempt, retry.Message, delay > TimeSpan.Zero ? delay : TimeSpan.Zero));
        if (limits.Retries is { } most && retry.Attempt > most)
            _gaveUp ??= new TurnEnd(TurnOutcome.GaveUpRetrying, $"The model failed {retry.Attempt} times: {retry.Message}");
    }
}
