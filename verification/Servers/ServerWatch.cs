using OpenCode.Core.Errors;

namespace OpenCode.Verification.Servers;

/// <summary>
/// Holds a verification to the life of a server that is not ours: its end shows only when it is asked. A server that is busy is given time; one at
/// whose address nobody listens is not.
/// </summary>
/// <param name="ask">Asks the server for a sign of life.</param>
/// <param name="address">Where it is, for the message.</param>
/// <param name="time">Measures the pauses.</param>
internal sealed class ServerWatch(Func<CancellationToken, Task> ask, string address, TimeProvider time)
{
    private const int MostUnanswered = 3;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    /// <summary>Does something that is of no worth when the server ends meanwhile.</summary>
    /// <param name="action">What to do; its token ends with the server.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RunningServerException">The server ended.</exception>
    public async Task<T> WhileItLastsAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        using CancellationTokenSource alive = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using CancellationTokenSource watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> doing = action(alive.Token);
        Task<bool> ended = HasEndedAsync(watching.Token);
        bool hasEnded = await Task.WhenAny(doing, ended) == ended && await ended;
        if (hasEnded)
        {
            await alive.CancelAsync();
            await ((Task)doing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await watching.CancelAsync();
        await ((Task)ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();

        // Also when it ended in the last moment: who knows which answer was the last one.
        if (hasEnded || await IsGoneAsync(cancellationToken))
        {
            throw new RunningServerException(
                $"The server at {address} ended, or answers no more, while it was verified, so nothing is known about it; start it and verify it again.");
        }

        return await doing;
    }

    private async Task<bool> HasEndedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(_pause, time, cancellationToken);
            if (await IsGoneAsync(cancellationToken)) return true;
        }
    }

    private async Task<bool> IsGoneAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < MostUnanswered; i++)
        {
            try
            {
                await ask(cancellationToken);
                return false;
            }
            catch (ApiConnectionException exception) when (exception.IsRequestUnsent)
            {
                return true;
            }
            catch (ApiException exception) when (exception is ApiConnectionException or ApiTimeoutException)
            {
            }
            catch (ApiException)
            {
                return false;
            }
        }

        return true;
    }
}
