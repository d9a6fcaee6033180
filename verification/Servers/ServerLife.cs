using OpenCode.Hosting;

namespace OpenCode.Verification.Servers;

/// <summary>
/// Holds a verification to the life of its server. Without one, everything else counts as not reachable, which is no drift: a crash
/// would pass for a release that holds.
/// </summary>
internal sealed class ServerLife(OpenCodeServer server, string release)
{
    private const int ReportedLines = 15;

    /// <summary>Does something that is of no worth when the server ends meanwhile.</summary>
    /// <param name="action">What to do; its token ends with the server.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OpenCodeServerException">The server ended by itself.</exception>
    public async Task<T> WhileItLastsAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        using CancellationTokenSource alive = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> doing = action(alive.Token);
        if (await Task.WhenAny(doing, server.Exited) != doing)
        {
            await alive.CancelAsync();
            await ((Task)doing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Also when it died in the last moment: who knows which answer was the last one.
        cancellationToken.ThrowIfCancellationRequested();
        return server.Exited.IsCompleted
            ? throw new OpenCodeServerException(
                OpenCodeServerFailure.Died,
                $"The server of release {release} ended by itself with exit code {await server.Exited} while it was verified, so nothing is known about the release. Verify it again.",
                [.. server.Log.Lines.TakeLast(ReportedLines)])
            : await doing;
    }
}
