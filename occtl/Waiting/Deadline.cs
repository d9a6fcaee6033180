using System.Globalization;

namespace OpenCode.Ctl.Waiting;

/// <summary>A limit of time for all that a command does, from now on.</summary>
/// <param name="limit">The limit; null for none.</param>
/// <param name="time">The clock.</param>
internal sealed class Deadline(TimeSpan? limit, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>What is left, never less than nothing; null without a limit.</summary>
    public TimeSpan? Remaining => limit is not { } all ? null : time.GetElapsedTime(_began) is var elapsed && elapsed < all ? all - elapsed : TimeSpan.Zero;

    public bool IsOver => Remaining == TimeSpan.Zero;

    /// <summary>Does something that must be done in time.</summary>
    /// <param name="work">What is to be done.</param>
    /// <param name="cancellationToken">Ends it before.</param>
    /// <param name="unfinished">What is said of it behind the limit, as <c>before …</c>; null for nothing.</param>
    /// <exception cref="TimeoutException">The limit was reached.</exception>
    public async Task<T> KeepAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken, string? unfinished = null)
    {
        using CancellationTokenSource late = new(Remaining ?? Timeout.InfiniteTimeSpan, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Reached(unfinished);
        }
    }

    /// <summary>What is said when it is over.</summary>
    public TimeoutException Reached(string? unfinished = null)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"The time limit of {limit?.TotalSeconds:0.######} seconds was reached");
        return new TimeoutException(unfinished is null ? $"{text}." : $"{text} {unfinished}");
    }
}
