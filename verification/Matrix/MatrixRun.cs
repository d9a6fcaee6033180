using OpenCode.Hosting;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Matrix;

/// <summary>
/// Verifies several releases: some at the same time, each installed when it is needed, the next one while others verify. What goes
/// wrong with one of them stays in its own result.
/// </summary>
/// <param name="verify">Verifies one release; called at most <see cref="Parallelism"/> times at once.</param>
public sealed class MatrixRun(Func<OpenCodeInstallation, CancellationToken, Task<VersionResult>> verify)
{
    /// <summary>How many releases are verified at the same time. Default: as many as the machine bears.</summary>
    public int Parallelism { get; init; } = MachineCapacity.Verifications;

    /// <summary>Finds or makes the installation of a release; called one at a time. Default: <see cref="PinnedRelease.InstallAsync"/>.</summary>
    public Func<string, CancellationToken, Task<OpenCodeInstallation>> Install { get; init; } = PinnedRelease.InstallAsync;

    /// <summary>Hears of every step, from any thread and from one at a time.</summary>
    public Action<MatrixProgress>? Progress { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    private readonly Lock _progressLock = new();

    /// <summary>Verifies the releases.</summary>
    /// <param name="versions">The releases, without repetitions.</param>
    /// <param name="cancellationToken">Ends everything that runs.</param>
    /// <returns>The results in the order of <paramref name="versions"/>.</returns>
    public async Task<CompatibilityMatrix> RunAsync(IReadOnlyList<string> versions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentOutOfRangeException.ThrowIfLessThan(Parallelism, 1);
        DateTimeOffset started = TimeProvider.GetUtcNow();

        // One release may be installed ahead of those that verify: more would only take disk and network from them.
        using var installing = new SemaphoreSlim(1);
        using var verifying = new SemaphoreSlim(Parallelism);
        var running = new List<Task<VersionResult>>(versions.Count);
        try
        {
            foreach (string version in versions)
            {
                await installing.WaitAsync(cancellationToken).ConfigureAwait(false);
                running.Add(Task.Run(() => RunOneAsync(version, installing, verifying, cancellationToken), CancellationToken.None));
            }
        }
        finally
        {
            // Also when the run is cancelled: whoever started a server waits until it is gone.
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellationToken.ThrowIfCancellationRequested();
        VersionResult[] results = await Task.WhenAll(running).ConfigureAwait(false);
        return new CompatibilityMatrix { ClientVersion = PinnedRelease.Version, Verified = started, Versions = results };
    }

    private async Task<VersionResult> RunOneAsync(string version, SemaphoreSlim installing, SemaphoreSlim verifying, CancellationToken cancellationToken)
    {
        VersionResult result;
        bool installs = true;
        bool verifies = false;
        try
        {
            Report(new MatrixProgress(version, MatrixStage.Installing));
            OpenCodeInstallation installation = await Install(version, cancellationToken).ConfigureAwait(false);
            await verifying.WaitAsync(cancellationToken).ConfigureAwait(false);
            verifies = true;
            installing.Release();
            installs = false;
            Report(new MatrixProgress(version, MatrixStage.Verifying));
            result = await verify(installation, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever happens to one release must not hide what was found out about the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            result = new VersionResult { Version = version, CouldNotRun = Sentence(exception) };
        }
        finally
        {
            if (installs) installing.Release();
            if (verifies) verifying.Release();
        }

        Report(new MatrixProgress(version, MatrixStage.Finished, result));
        return result;
    }

    private void Report(MatrixProgress progress)
    {
        if (Progress is null) return;
        lock (_progressLock) Progress(progress);
    }

    // Messages of failed starts go on with the server's last lines; the first line says what happened.
    private static string Sentence(Exception exception)
    {
        string message = exception.Message.ReplaceLineEndings("\n").Trim();
        int end = message.IndexOf('\n', StringComparison.Ordinal);
        string first = end < 0 ? message : message[..end];
        return first.Length == 0 ? $"It failed with {exception.GetType().Name}." : PlainText.Line(first, 400);
    }
}
