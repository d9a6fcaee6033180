using OpenCode.Core.Credentials;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Requests;
using OpenCode.Core.Responses;
using OpenCode.Core.Transport;

namespace OpenCode.Core.Retrying;

/// <summary>Decides about the further attempts of one request.</summary>
/// <param name="plan">The request.</param>
/// <param name="progress">What has become of it so far.</param>
/// <param name="credentials">Credentials that may change; null when they do not.</param>
/// <param name="deadline">Ends the search for another credential.</param>
/// <param name="random">Spreads the waits.</param>
internal sealed class RetryDecision(RequestPlan plan, RequestProgress progress, CredentialSource? credentials, RequestDeadline deadline, Random random)
{
    private readonly RetryOptions _options = plan.Retry;
    private readonly Backoff _backoff = new(plan.Retry.Delay, plan.Retry.MaxDelay, random);
    private bool _hasOtherCredential;

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>Decides whether there is another attempt, and when.</summary>
    public async ValueTask<bool> DecideAsync(ApiException failure)
    {
        if (progress.Attempts >= _options.MaxAttempts) return false;
        if (IsWanted(failure))
        {
            Delay = DelayAfter(failure);
            return IsInTime(Delay);
        }

        Delay = TimeSpan.Zero;
        return !_hasOtherCredential
            && RetryRule.AllowsWithAnotherCredential(plan, progress, failure)
            && IsInTime(Delay)
            && (_hasOtherCredential = await FindOtherCredentialAsync().ConfigureAwait(false));
    }

    /// <summary>Tells those who want to know that the request is sent again.</summary>
    public void Announce(ApiException failure)
    {
        progress.Observation?.Waiting(progress.Attempts + 1, Delay, failure);
        if (_options.OnRetry is { } callback) progress.Call(callback, new RetryAttempt(plan.Operation.Id, progress.Attempts, Delay, failure));
    }

    private bool IsWanted(ApiException failure)
    {
        bool isSafe = RetryRule.Allows(plan, progress, failure);
        if (_options.ShouldRetry is not { } decide || !RetryRule.IsPossible(plan, progress)) return isSafe;
        bool isWanted = false;
        progress.Call(candidate => isWanted = decide(candidate), new RetryCandidate(plan.Operation, progress.Attempts, failure, isSafe));
        return isWanted;
    }

    private async ValueTask<bool> FindOtherCredentialAsync()
    {
        ApiCredential? refused = progress.Credential;
        deadline.BeginPhase(BudgetKind.ResponseHeaders, plan.Budgets.ResponseHeaders);
        ApiCredential? other = await credentials!.GetAnotherAsync(refused, deadline.Token).ConfigureAwait(false);
        deadline.EndPhase();
        if (other is null || other.Equals(refused)) return false;
        progress.NextCredential = other;
        return true;
    }

    // A wait that outlasts what is left would only hide the failure for longer.
    private bool IsInTime(TimeSpan delay)
    {
        TimeSpan end = plan.Settings.TimeProvider.GetElapsedTime(plan.StartedAt) + delay;
        return !(end > _options.MaxTotalTime) && !(end >= plan.Total) && delay <= RequestBudgets.Longest;
    }

    private TimeSpan DelayAfter(ApiException failure)
    {
        // A kept connection that the server has closed ends like this; a fresh one has nothing to wait for.
        if (progress.Attempts == 1 && failure is ApiConnectionException { EndedBeforeResponse: true }) return TimeSpan.Zero;
        TimeSpan backoff = _backoff.Next(progress.Attempts);
        if (failure is not ApiStatusException { RetryAfter: { } wanted } error) return backoff;

        // A date that has passed, or nearly, may only be one of another clock.
        return error.IsRetryAfterDate && wanted < backoff ? backoff : wanted;
    }
}
