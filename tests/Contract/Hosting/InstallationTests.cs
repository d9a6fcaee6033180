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

    [Fact(Timeout = 60_000)]
    public async Task An_installation_that_another_process_never_finishes_is_named()
    {
        string path = Path.Combine(_folder, "1.0.9999.lock");
        await using FileStream held = new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        OpenCodeInstallationOptions options = new() { Version = "1.0.9999", CacheFolder = _folder, Timeout = TimeSpan.FromMilliseconds(300) };

        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(() => OpenCodeInstallation.EnsureAsync(options, Cancellation));

        Assert.Equal(OpenCodeServerFailure.NotInstalled, failed.Failure);
        Assert.Contains($"it holds '{path}'", failed.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_a_killed_installation_has_left_goes_with_the_next_one_which_stays_out_of_its_way()
    {
        string left = Directory.CreateDirectory(Path.Combine(_folder, "1.0.9999.installing", "node_modules")).FullName;
        string npm = StandIn.Write(Directory.CreateDirectory(Path.Combine(_folder, "npm")).FullName, $"pwd > '{_folder}/npm/ran-in'; exit 1");

        await FailAsync(_folder, npm, Cancellation);

        Assert.NotEqual(Path.GetDirectoryName(left), (await File.ReadAllTextAsync(Path.Combine(_folder, "npm", "ran-in"), Cancellation)).Trim());
        Assert.Equal(["1.0.9999.lock", "npm"], Directory.EnumerateFileSystemEntries(_folder).Select(static e => Path.GetFileName(e))
            .Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_disk_that_npm_finds_full_is_named()
    {
        string npm = StandIn.Write(_folder, "echo 'npm error code ENOSPC' >&2; echo 'npm error nospc There appears to be insufficient space' >&2; exit 228");

        OpenCodeServerException failed = await FailAsync(Path.Combine(_folder, "cache"), npm, Cancellation);

        Assert.Contains("The disk is full", failed.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_folder, "cache"), failed.Message, StringComparison.Ordinal);
        Assert.Contains("OPENCODEGEN_CACHE", failed.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_npm_it_is_said_what_to_install()
    {
        OpenCodeServerException failed = await FailAsync(Path.Combine(_folder, "cache"), Path.Combine(_folder, "no-npm"), Cancellation);

        Assert.Equal(OpenCodeServerFailure.NotInstalled, failed.Failure);
        Assert.Contains("Install Node.js 20 or later", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["1.0.9999.lock"], Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "cache")).Select(static e => Path.GetFileName(e)));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_repository_that_a_program_stands_in_neither_pins_a_release_nor_gets_one()
    {
        string repository = Directory.CreateDirectory(Path.Combine(_folder, "repository", ".git")).Parent!.FullName;
        string spec = Directory.CreateDirectory(Path.Combine(repository, "spec")).FullName;
        await File.WriteAllTextAsync(Path.Combine(spec, "package.json"), """{ "dependencies": { "opencode-ai": "1.0.9999" } }""", Cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(spec, "package-lock.json"), """{ "lockfileVersion": 3, "packages": { "node_modules/opencode-ai": { "version": "1.0.9999" } } }""",
                Cancellation);
        string tools = Directory.CreateDirectory(Path.Combine(_folder, "tools")).FullName;
        File.Move(StandIn.Write(tools, $"pwd > '{_folder}/ran-in'; echo \"$*\" >> '{_folder}/ran-in'; exit 1"), Path.Combine(tools, "npm"));

        using HostingProgram program = HostingProgram.Start(
            _folder, typeof(InstallationTests), nameof(Program_that_installs),
            new Dictionary<string, string?>
            {
                ["OPENCODEGEN_CACHE"] = Path.Combine(_folder, "cache"),
                ["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}"
            },
            directory: repository);
        await program.SucceedAsync(Cancellation);

        string[] ran = await File.ReadAllLinesAsync(Path.Combine(_folder, "ran-in"), Cancellation);
        Assert.StartsWith(Path.Combine(_folder, "cache", $"{OpenCodeInstallation.PinnedVersion}.installing"), ran[0], StringComparison.Ordinal);
        Assert.StartsWith("ci ", ran[1], StringComparison.Ordinal);
        Assert.Equal([".git", "spec"], Directory.EnumerateFileSystemEntries(repository).Select(static e => Path.GetFileName(e)).Order(StringComparer.Ordinal));
    }

    /// <summary>Not a test: the program that stands in a repository.</summary>
    [Fact(Explicit = true)]
    public async Task Program_that_installs()
    {
        Assert.SkipWhen(HostingProgram.Folder is null, "It runs in a process of its own only.");
        await Assert.ThrowsAsync<OpenCodeServerException>(() => OpenCodeInstallation.EnsureAsync(cancellationToken: Cancellation));
    }

    private static Task<OpenCodeServerException> FailAsync(string cache, string? npm, CancellationToken cancellationToken)
        => Assert.ThrowsAsync<OpenCodeServerException>(() => InstallAsync(cache, npm, cancellationToken));

    private static Task<OpenCodeInstallation> InstallAsync(string cache, string? npm, CancellationToken cancellationToken)
        => OpenCodeInstallation.EnsureAsync(new OpenCodeInstallationOptions { Version = "1.0.9999", CacheFolder = cache, NpmExecutable = npm },
            cancellationToken);
}
