using OpenCode.Hosting;

namespace OpenCode.Contract.Tests.Hosting;

/// <summary>npm packages that a program needs at run time are installed once, whole or not at all, and somebody is told.</summary>
public sealed class NpmInstallationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("opencode-npm-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Cache => Path.Combine(_folder, "cache");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Packages_are_installed_once_from_the_lock_file_and_somebody_is_told()
    {
        string npm = StandIn.Write(_folder, $"echo \"$*\" >> '{_folder}/runs'; cat package-lock.json > library");
        List<string> told = [];
        NpmInstallationOptions options = Options(npm) with { Progress = told.Add };

        string[] files = [await NpmInstallation.EnsureAsync(options, Cancellation), await NpmInstallation.EnsureAsync(options, Cancellation)];

        Assert.Equal([Path.Combine(Cache, "core-1-here", "library"), Path.Combine(Cache, "core-1-here", "library")], files);
        Assert.Equal("LOCK", await File.ReadAllTextAsync(files[0], Cancellation));
        Assert.Equal(["ci --ignore-scripts --no-audit --no-fund --include=optional --cpu=arm64"],
            await File.ReadAllLinesAsync(Path.Combine(_folder, "runs"), Cancellation));
        Assert.Equal([$"Installing the core 1 from npm into '{Path.Combine(Cache, "core-1-here")}'; later runs find it there."], told);
    }

    [Fact]
    public async Task Another_lock_file_and_a_missing_file_are_reasons_to_install_again()
    {
        NpmInstallationOptions options = Options(StandIn.Write(_folder, $"echo . >> '{_folder}/runs'; cat package-lock.json > library"));
        string file = await NpmInstallation.EnsureAsync(options, Cancellation);

        File.Delete(file);
        _ = await NpmInstallation.EnsureAsync(options, Cancellation);
        _ = await NpmInstallation.EnsureAsync(options with { LockFile = "OTHER" }, Cancellation);

        Assert.Equal("OTHER", await File.ReadAllTextAsync(file, Cancellation));
        Assert.Equal(3, File.ReadLines(Path.Combine(_folder, "runs")).Count());
    }

    [Theory]
    [InlineData("echo 'npm error code EINTEGRITY' >&2; exit 1", "npm could not install the core 1")]
    [InlineData("exit 0", "but without 'library'")]
    public async Task An_installation_that_fails_leaves_nothing_that_somebody_could_take_for_one(string body, string says)
    {
        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(
            () => NpmInstallation.EnsureAsync(Options(StandIn.Write(_folder, $"touch half; {body}")), Cancellation));

        Assert.Equal(OpenCodeServerFailure.NotInstalled, failed.Failure);
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
        Assert.Equal(["core-1-here.lock"], Directory.EnumerateFileSystemEntries(Cache).Select(static e => Path.GetFileName(e)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Two_that_ask_at_once_install_once()
    {
        NpmInstallationOptions options = Options(StandIn.Write(_folder, $"echo . >> '{_folder}/runs'; sleep 0.3; touch library"));

        await Task.WhenAll(NpmInstallation.EnsureAsync(options, Cancellation), NpmInstallation.EnsureAsync(options, Cancellation));

        Assert.Single(File.ReadLines(Path.Combine(_folder, "runs")));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_installation_that_takes_too_long_is_given_up()
    {
        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(
            () => NpmInstallation.EnsureAsync(Options(StandIn.Write(_folder, "exec sleep 600"))
                with
            { Timeout = TimeSpan.FromMilliseconds(300) }, Cancellation));

        Assert.Contains("took longer than 00:00:00.3", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["core-1-here.lock"], Directory.EnumerateFileSystemEntries(Cache).Select(static e => Path.GetFileName(e)));
    }

    private NpmInstallationOptions Options(string npm) => new()
    {
        Name = "core-1-here",
        Description = "the core 1",
        Manifest = "{}",
        LockFile = "LOCK",
        File = "library",
        Arguments = ["--cpu=arm64"],
        CacheFolder = Cache,
        NpmExecutable = npm,
    };
}
