using System.Runtime.ExceptionServices;
using OpenCode.Core.Credentials;
using OpenCode.Core.Errors;
using OpenCode.Core.Requests;
using OpenCode.Core.Transport;

namespace OpenCode.Core.Retrying;

/// <summary>Sends requests again that failed, where that is safe.</summary>
/// <remarks>The first attempt is made before and outside, so that a request that succeeds pays nothing for this.</remarks>
/// <param name="deadlines">The clocks of the waits.</param>
/// <param name="credentials">Credentials that may change; null when they do not.</param>
/// <param name="random">Spreads the waits.</param>
internal sealed class RetryLoop(RequestDeadlinePool deadlines, CredentialSource? credentials, Random random)
{
    /// <summary>Whether a request whose first attempt failed is worth going on with: the failure of one that is not passes untouched.</summary>
    public static bool MayRepeat(RequestPlan plan, RequestProgress progress, ApiException failure)
        => plan.Retry.MaxAttempts > 1
            && (plan.Retry.ShouldRetry is not null || RetryRule.Allows(plan, progress, failure)
                || RetryRule.AllowsWithAnotherCredential(plan, progress, failure));

    /// <summary>Goes on with a request whose first attempt failed.</summary>
    /// <param name="plan">The request.</param>
    /// <param name="progress">What has become of it so far.</param>
    /// <param name="failure">Why the first attempt failed.</param>
    /// <param name="attempt">Makes another attempt.</param>
    /// <returns>The result of a later attempt.</returns>
    /// <exception cref="ApiException">The last failure, when there is no further attempt.</exception>
    public async ValueTask<T> RunAsync<T>(RequestPlan plan, RequestProgress progress, ApiException failure, Func<ValueTask<T>> attempt)
    {
        using RequestDeadline deadline = deadlines.Rent(plan.Total, plan.StartedAt, plan.CallerToken);
        deadline.EndPhase();
        var decision = new RetryDecision(plan, progress, credentials, deadline, random);
        while (true)
        {
            try
            {
                if (!await decision.DecideAsync(failure).ConfigureAwait(false)) ExceptionDispatchInfo.Throw(failure);
                decision.Announce(failure);
                if (decision.Delay > TimeSpan.Zero) await Task.Delay(decision.Delay, plan.Settings.TimeProvider, deadline.Token).ConfigureAwait(false);
                deadline.Token.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException) when (deadline.Token.IsCancellationRequested)
            {
                throw TransportFailure.Translate(failure, plan, deadline);
            }

            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (ApiException e)
            {
                failure = e;
            }
        }
    }
}
