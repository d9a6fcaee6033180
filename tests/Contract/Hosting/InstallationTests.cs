using OpenCode.Hosting;

namespace OpenCode.Contract.Tests.Hosting;

/// <summary>Installations that fail leave nothing behind, and say where and why.</summary>
public sealed class InstallationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("opencode-cache-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("mkdir node_modules; exit 1", "npm could not install")]
    [InlineData("mkdir node_modules; exit 0", "without an executable for this machine")]
    public async Task A_failed_installation_leaves_nothing_but_its_lock(string npm, string says)
    {
        string cache = Path.Combine(_folder, "cache");

        OpenCodeServerException failed = await FailAsync(cache, StandIn.Write(_folder, npm), Cancellation);

        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
        Assert.Equal(["1.0.9999.lock"], Directory.EnumerateFileSystemEntries(cache).Select(static e => Path.GetFileName(e)));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_cancelled_installation_ends_npm_and_leaves_nothing_but_its_lock()
    {
        string cache = Path.Combine(_folder, "cache");
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<OpenCodeInstallation> installing = InstallAsync(cache, StandIn.Write(_folder, "echo $$ > ../../pid; exec sleep 600"), cancelled.Token);
        string pid = Path.Combine(_folder, "pid");
        await Faults.Eventually.TrueAsync(() => File.Exists(pid) && File.ReadAllText(pid).EndsWith('\n'), "npm starts");

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => installing);
        await RunningProcess.GoneAsync(int.Parse(await File.ReadAllTextAsync(pid, Cancellation), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(["1.0.9999.lock"], Directory.EnumerateFileSystemEntries(cache).Select(static e => Path.GetFileName(e)));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_named()
    {
        string file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", Cancellation);

        OpenCodeServerException failed = await FailAsync(file, null, Cancellation);

        Assert.Contains($"could not be kept in '{Path.Combine(file, "1.0.9999")}'", failed.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_installation_waits_for_the_first()
    {
        string gate = Path.Combine(_folder, "gate");
        string npm = StandIn.Write(_folder, $"while [ ! -e '{gate}' ]; do sleep 0.05; done; echo . >> '{_folder}/runs'; exit 1");
        Task<OpenCodeServerException>[] both = [FailAsync(_folder, npm, Cancellation), FailAsync(_folder, npm, Cancellation)];

        await File.WriteAllTextAsync(gate, "", Cancellation);

        Assert.All(await Task.WhenAll(both), static f => Assert.Contains("npm could not install", f.Message, StringComparison.Ordinal));
        Assert.Equal(2, File.ReadLines(Path.Combine(_folder, "runs")).Count());
    }

    private static Task<OpenCodeServerException> FailAsync(string cache, string? npm, CancellationToken cancellationToken)
        => Assert.ThrowsAsync<OpenCodeServerException>(() => InstallAsync(cache, npm, cancellationToken));

    private static Task<OpenCodeInstallation> InstallAsync(string cache, string? npm, CancellationToken cancellationToken)
        => OpenCodeInstallation.EnsureAsync(new OpenCodeInstallationOptions { Version = "1.0.9999", CacheFolder = cache, NpmExecutable = npm }, cancellationToken);
}
