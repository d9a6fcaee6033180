using OpenCode.Hosting;
using OpenCode.Verification;
using OpenCode.Verification.Matrix;
using OpenCode.Verification.Results;
using Xunit;

namespace OpenCode.Verification.Tests.Matrix;

/// <summary>Several releases at a time: each gets its turn, and none hides the others.</summary>
public sealed class MatrixRunTests : IDisposable
{
    private static readonly string[] _versions = ["1.0.0", "1.2.27", "1.14.41"];

    private readonly CachedRelease _cache = new();

    public void Dispose() => _cache.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Results_come_in_the_order_of_the_request_whatever_ends_first()
    {
        var last = new TaskCompletionSource();
        var run = new MatrixRun(async (installation, token) =>
        {
            if (installation.Version == _versions[^1]) last.SetResult();
            await last.Task.WaitAsync(token);
            return Held(installation);
        })
        { Install = _cache.InstallAsync, Parallelism = 3 };

        CompatibilityMatrix matrix = await run.RunAsync(_versions, Cancellation);

        Assert.Equal(_versions, matrix.Versions.Select(v => v.Version));
        Assert.Equal(PinnedRelease.Version, matrix.ClientVersion);
    }

    [Fact]
    public async Task The_next_release_is_installed_while_one_verifies_and_no_other()
    {
        var second = new TaskCompletionSource();
        var installed = new List<string>();
        string[]? seen = null;
        var run = new MatrixRun(async (installation, token) =>
        {
            if (installation.Version == _versions[0])
            {
                await second.Task.WaitAsync(token);
                seen = [.. installed];
            }

            return Held(installation);
        })
        {
            Parallelism = 1,
            Install = async (version, token) =>
            {
                OpenCodeInstallation installation = await _cache.InstallAsync(version, token);
                installed.Add(version);
                if (version == _versions[1]) second.SetResult();
                return installation;
            },
        };

        await run.RunAsync(_versions, Cancellation);

        Assert.Equal(_versions[..2], seen);
        Assert.Equal(_versions, installed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_more_releases_verify_at_once_than_allowed(int parallelism)
    {
        int now = 0;
        int most = 0;
        var enough = new TaskCompletionSource();
        var run = new MatrixRun(async (installation, token) =>
        {
            int count = Interlocked.Increment(ref now);
            lock (_cache) most = Math.Max(most, count);
            if (count == parallelism) enough.TrySetResult();
            await enough.Task.WaitAsync(token);
            Interlocked.Decrement(ref now);
            return Held(installation);
        })
        { Install = _cache.InstallAsync, Parallelism = parallelism };

        await run.RunAsync([.. _versions, "1.17.19"], Cancellation);

        Assert.Equal(parallelism, most);
    }

    [Fact]
    public async Task A_release_that_fails_says_so_in_one_sentence_and_the_others_go_on()
    {
        var steps = new List<MatrixProgress>();
        var run = new MatrixRun((installation, _) => installation.Version == "1.2.27"
            ? throw new InvalidOperationException("The server died.\nIt printed:\n  much")
            : Task.FromResult(Held(installation)))
        {
            Parallelism = 2,
            Install = (version, token) => version == "1.0.0"
                ? throw new OpenCodeServerException(OpenCodeServerFailure.NotInstalled, "npm is missing.")
                : _cache.InstallAsync(version, token),
            Progress = steps.Add,
        };

        CompatibilityMatrix matrix = await run.RunAsync(_versions, Cancellation);

        Assert.Equal(["npm is missing.", "The server died.", null], matrix.Versions.Select(v => v.CouldNotRun));
        Assert.Equal([false, false, true], matrix.Versions.Select(v => v.Holds));
        Assert.Equal([MatrixStage.Installing, MatrixStage.Finished], steps.Where(s => s.Version == "1.0.0").Select(s => s.Stage));
        Assert.Equal([MatrixStage.Installing, MatrixStage.Verifying, MatrixStage.Finished], steps.Where(s => s.Version == "1.14.41").Select(s => s.Stage));
    }

    [Fact]
    public async Task Cancellation_waits_until_everything_has_ended()
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        bool cleanedUp = false;
        var run = new MatrixRun(async (_, token) =>
        {
            var never = new TaskCompletionSource<VersionResult>();
            await cancelled.CancelAsync();
            try
            {
                return await never.Task.WaitAsync(token);
            }
            finally
            {
                await Task.Yield();
                cleanedUp = true;
            }
        })
        { Install = _cache.InstallAsync, Parallelism = 1 };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.RunAsync(_versions, cancelled.Token));
        Assert.True(cleanedUp);
    }

    private static VersionResult Held(OpenCodeInstallation installation) => new() { Version = installation.Version };
}
