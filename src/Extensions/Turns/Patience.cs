using OpenCode.Core.Errors;
using OpenCode.Requests;

namespace OpenCode.Turns;

/// <summary>Asks a server that may be away for a moment until it responds, or until it has been away for too long.</summary>
internal sealed class Patience(TimeSpan limit, TimeProvider clock)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Asks for nothing in particular.</summary>
    /// <param name="request">Requests that may be repeated.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ApiException">The server refused, or has been away for too long.</exception>
    public Task AskAsync(Func<Task> request, CancellationToken cancellationToken)
        => AskAsync(
            async () =>
            {
                await request().ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Asks.</summary>
    /// <param name="request">A request that may be repeated.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ApiException">The server refused, or has been away for too long.</exception>
    public async Task<T> AskAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        long began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await request().ConfigureAwait(false);
            }
            catch (ApiException e) when (RequestFailure.MayHeal(e) && clock.GetElapsedTime(began) < limit)
            {
                await Task.Delay(_pause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
