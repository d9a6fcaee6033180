using OpenCode.Core;

namespace OpenCode.Retrying;

/// <summary>Decides about the further attempts of one request, and ends the waits between them.</summary>
internal sealed class Repetition : IDisposable
{
    private readonly RequestRun _request;
    private readonly RetryOptions _options;
    private readonly Backoff _backoff;
    private readonly RequestDeadline _deadline;
    private bool _hasOtherCredential;

    public Repetition(RequestRun request, OpenCodeException failure, Random random)
    {
        _request = request;
        _options = request.Retry;
        _backoff = new Backoff(_options.Delay, _options.MaxDelay, random);
        LastFailure = failure;
        _deadline = request.Sender.Deadlines.Rent(request.Total, request.StartedAt, request.CallerToken);
        _deadline.EndPhase();
    }

    /// <summary>Why the last attempt failed.</summary>
    public OpenCodeException LastFailure { get; private set; }

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>Cancelled by the caller, by the limit of the whole request, or by the end of the client.</summary>
    public CancellationToken Token => _deadline.Token;

    /// <summary>Decides whether there is another attempt, and when.</summary>
    public async ValueTask<bool> DecideAsync(OpenCodeException failure)
    {
        LastFailure = failure;
        if (_request.Attempts >= _options.MaxAttempts)
            return false;
        if (RepeatRule.Allows(_request, failure))
        {
            Delay = DelayAfter(failure);
            return IsInTime(Delay);
        }

        Delay = TimeSpan.Zero;
        return !_hasOtherCredential
            && RepeatRule.AllowsWithAnotherCredential(_request, failure)
            && IsInTime(Delay)
            && (_hasOtherCredential = await _request.Sender.Credentials!.ReplaceAsync(_request, _deadline).ConfigureAwait(false));
    }

    /// <summary>Tells those who want to know that the request is sent again.</summary>
    public void Announce()
    {
        _request.Observation?.Waiting(_request.Attempts + 1, Delay, LastFailure);
        if (_options.OnRetry is { } callback)
            _request.Call(callback, new OpenCodeRetry(_request.Operation.Id, _request.Attempts, Delay, LastFailure));
    }

    /// <summary>What to throw for a wait that was cut short.</summary>
    public Exception Translate()
        => TransportFailure.Translate(LastFailure, _request, _deadline);

    public void Dispose() => _deadline.Dispose();

    // A wait that outlasts what is left would only hide the failure for longer.
    private bool IsInTime(TimeSpan delay)
    {
        TimeSpan end = _request.Sender.Settings.TimeProvider.GetElapsedTime(_request.StartedAt) + delay;
        return !(end > _options.MaxTotalTime) && !(end >= _request.Total) && delay <= RequestBudgets.Longest;
    }

    private TimeSpan DelayAfter(OpenCodeException failure)
    {
        // A kept connection that the server has closed ends like this; a fresh one has nothing to wait for.
        if (_request.Attempts == 1 && failure is OpenCodeConnectionException { EndedBeforeAnswer: true })
            return TimeSpan.Zero;
        TimeSpan backoff = _backoff.Next(_request.Attempts);
        if (failure is not OpenCodeApiException { RetryAfter: { } wanted } error)
            return backoff;

        // A date that has passed, or nearly, may only be one of another clock.
        return error.IsRetryAfterDate && wanted < backoff ? backoff : wanted;
    }
}
