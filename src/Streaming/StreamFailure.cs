using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;

namespace OpenCode.Streaming;

/// <summary>What a failure says about a stream: whether another connection can help, and how the interruption is called.</summary>
internal static class StreamFailure
{
    // Longer than any restart takes. A typing error in a proxy's configuration should not silence a stream for years.
    private static readonly TimeSpan _longestRetryAfter = TimeSpan.FromHours(1);

    /// <param name="failure">What ended a connection, or kept it from being opened.</param>
    /// <param name="wasLive">Whether the stream was live before, so that the address and the route are right.</param>
    /// <returns>Whether another connection may succeed.</returns>
    public static bool MayHeal(Exception failure, bool wasLive) => failure switch
    {
        ApiStatusException api => api.Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        ApiTimeoutException timeout => timeout.Budget != BudgetKind.Total,

        // A proxy without a server behind it answers with a page of its own; the same page on the first try is a wrong address.
        ApiContractException contract => wasLive
            && contract.Violation is ContractViolation.NoSuchRoute or ContractViolation.UnexpectedContentType or ContractViolation.BadEncoding,
        ApiConnectionException connection => wasLive || connection.Kind != ConnectionFailureKind.Tls,
        _ => false,
    };

    /// <param name="failure">What ended a connection; null for an orderly end.</param>
    public static EventStreamInterruption ReasonOf(Exception? failure) => failure switch
    {
        null => EventStreamInterruption.Ended,
        ApiTimeoutException => EventStreamInterruption.Silent,
        _ => EventStreamInterruption.Broken,
    };

    /// <summary>How long the server asks to be left alone, up to an hour; zero when it does not.</summary>
    public static TimeSpan RetryAfter(Exception? failure)
    {
        TimeSpan wanted = (failure as ApiStatusException)?.RetryAfter ?? TimeSpan.Zero;
        return wanted < _longestRetryAfter ? wanted : _longestRetryAfter;
    }
}
