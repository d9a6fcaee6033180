using OpenCode.Core.Errors;

namespace OpenCode.Core.Options;

/// <summary>Whether and when a request that failed is sent again.</summary>
/// <remarks>
/// <para>Only what is safe is repeated. Requests that change nothing when they are carried out twice (GET, HEAD, OPTIONS, PUT,
/// DELETE) are repeated after a broken connection and after the statuses 408, 429, 502, 503 and 504; any request is when it
/// certainly never left this machine (<see cref="ApiConnectionException.IsRequestUnsent"/>). A body that can be read only
/// once, such as a stream, is never sent again. A DELETE that may have been carried out before, and then finds nothing (404 or 410),
/// succeeds when its result is nothing or true.</para>
/// <para>A refused credential (401) is a reason too, once and for any request, when <see cref="ApiClientOptions.Credentials"/> has another one.
/// Limits that ran out, failures of TLS, responses that break the contract and other statuses are not repeated. Event
/// streams have ways of their own, see <see cref="EventStreamOptions"/>.</para>
/// </remarks>
public sealed record RetryOptions
{
    /// <summary>Every request is sent once; one that goes out on a kept connection which the server has closed meanwhile fails.</summary>
    public static RetryOptions None { get; } = new() { MaxAttempts = 1 };

    /// <summary>How often a request is sent at most, the first time included. 3 by default; 1 never repeats.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>
    /// The wait before the first repeat; it doubles with each further one up to <see cref="MaxDelay"/>, and the wait is between
    /// half of that and all of it, at random. 0.5 seconds by default; zero does not wait. A server's <c>Retry-After</c> comes first.
    /// After a connection that ended before the response began, the first repeat does not wait.
    /// </summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait. 8 seconds by default. A server's <c>Retry-After</c> may ask for more.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// How long after the start of the first attempt another one may still begin. 60 seconds by default; null for no limit.
    /// When the next wait would last longer, the failure is thrown at once.
    /// </summary>
    public TimeSpan? MaxTotalTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Decides in place of the client's own rules, for callers who know more about an operation: return
    /// <see cref="RetryCandidate.IsSafe"/> to agree with them. A body that can be read only once is not sent again whatever this says, nor
    /// beyond <see cref="MaxAttempts"/> and <see cref="MaxTotalTime"/>. Called on the thread of the request; what it throws fails the request.
    /// Null by default.
    /// </summary>
    public Func<RetryCandidate, bool>? ShouldRetry { get; init; }

    /// <summary>Told about each repeat before the wait for it. Called on the thread of the request; what it throws fails the request.</summary>
    public Action<RetryAttempt>? OnRetry { get; init; }

    /// <summary>Refuses values that cannot work.</summary>
    /// <exception cref="ArgumentException">A value cannot work; the message says which, and what to do.</exception>
    internal void Validate(string parameterName)
    {
        if (MaxAttempts < 1) throw Refused($"{nameof(MaxAttempts)} is {MaxAttempts}, but must be at least 1, which never repeats.");
        if (Delay < TimeSpan.Zero || Delay > RequestBudgets.Longest)
            throw Refused($"{nameof(Delay)} is {Delay}, but must be between zero and 49 days. Use {nameof(RetryOptions)}.{nameof(None)} to never repeat.");
        if (MaxDelay < Delay || MaxDelay > RequestBudgets.Longest)
            throw Refused($"{nameof(MaxDelay)} is {MaxDelay}, but must be between {nameof(Delay)} ({Delay}) and 49 days. Raise or lower it.");
        if (MaxTotalTime is { } total && (total <= TimeSpan.Zero || total > RequestBudgets.Longest))
            throw Refused($"{nameof(MaxTotalTime)} is {total}, but must be positive and at most 49 days. Use null for no limit.");

        ArgumentException Refused(string message) => new($"The retry option {message}", parameterName);
    }
}
