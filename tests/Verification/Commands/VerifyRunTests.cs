using OpenCode.Hosting;
using OpenCode.Verification;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Results;
using OpenCode.Verification.Tests.Matrix;
using OpenCode.Verification.Tests.Reports;
using OpenCode.Workbench;
using OpenCodeGen.Cli;
using OpenCodeGen.Cli.Commands;
using Xunit;

namespace OpenCode.Verification.Tests.Commands;

/// <summary><c>opencodegen verify</c>: its exit codes, its files, and what it prints where.</summary>
public sealed class VerifyRunTests : IDisposable
{
    private readonly CachedRelease _cache = new();
    private readonly WorkFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _cache.Dispose();
        _folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.0.0", ExitCodes.Success)]
    [InlineData("1.0.0,9.0.1", ExitCodes.Drift)]
    [InlineData("1.0.0 9.0.2", ExitCodes.CouldNotRun)]
    [InlineData("9.0.1 9.0.2", ExitCodes.Drift)]
    [InlineData("1.x", ExitCodes.Usage)]
    public async Task The_exit_code_says_what_was_found(string versions, int code)
        => Assert.Equal(code, await Run(versions).RunAsync(_output, _errors, Cancellation));

    [Fact]
    public async Task All_files_are_written_and_the_earlier_json_makes_them_again()
    {
        _folder.Write("findings.txt", "- A finding.");
        int code = await Run("1.0.0 9.0.1", Files("new", "findings.txt")).RunAsync(_output, _errors, Cancellation);
        int again = await Run("", Files("again", "findings.txt") with { From = [new FileInfo(_folder.PathOf("new/a.json"))] })
            .RunAsync(_output, _errors, Cancellation);

        Assert.Equal((ExitCodes.Drift, ExitCodes.Drift), (code, again));
        Assert.Equal(4, _folder.Files("new").Count);
        Assert.All(_folder.Files("new"), f => Assert.Equal(_folder.Read("new/" + f), _folder.Read("again/" + f)));
        Assert.Contains("A finding.", _folder.Read("new/a.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_of_releases_that_were_verified_apart_become_one()
    {
        string[] releases = ["1.2.27", "1.18.33", "9.0.1", "1.18.33-beta.1"];
        foreach (string release in releases)
        {
            var one = new ReportFiles { Json = new FileInfo(_folder.PathOf($"{release}.json")) };
            await Run(release, one, quiet: true).RunAsync(_output, _errors, Cancellation);
        }

        ReportFiles files = Files("all", null) with { From = [.. releases.Select(r => new FileInfo(_folder.PathOf($"{r}.json")))] };

        int code = await Run("", files, quiet: true).RunAsync(_output, _errors, Cancellation);

        CompatibilityMatrix all = ReportFiles.ReadMatrix(files.Json!);
        Assert.Equal((ExitCodes.Drift, "1.2.27 1.18.33-beta.1 1.18.33 9.0.1"), (code, string.Join(' ', all.Versions.Select(static v => v.Version))));
        Assert.Equal(releases.Min(r => ReportFiles.ReadMatrix(new FileInfo(_folder.PathOf($"{r}.json"))).Verified), all.Verified);
    }

    [Fact]
    public async Task A_part_that_is_missing_and_one_that_could_not_be_verified_are_told_and_exit_with_103()
    {
        SubjectResult held = SampleMatrix.Subject("session.list", "GET", "/session", Outcome.Held);
        VersionResult Part(string shard) => new() { Version = "1.0.0", Shard = Shard.Parse(shard) };
        Write("1.json", Part("1/3") with { Operations = [held] });
        Write("2.json", Part("2/3") with { CouldNotRun = "The server died." });

        Assert.Equal(ExitCodes.CouldNotRun, await Merge("1.json", "2.json").RunAsync(_output, _errors, Cancellation));
        Assert.Equal(
            ["Part 2/3 of 1.0.0 could not be verified: The server died.", "Part 3/3 of 1.0.0 is in none of the reports; verify it with --shard 3/3."],
            Lines(_errors));

        Write("2.json", Part("2/3"));
        Write("3.json", Part("3/3"));
        Assert.Equal(ExitCodes.Success, await Merge("1.json", "2.json", "3.json").RunAsync(_output, _errors, Cancellation));
        void Write(string file, VersionResult version) => _folder.Write(file, JsonReport.Render(SampleMatrix.Create() with { Versions = [version] }));
        VerifyRun Merge(params string[] names) => Run("", new ReportFiles { Merge = [.. names.Select(n => new FileInfo(_folder.PathOf(n)))] });
    }

    [Theory]
    [InlineData("1.0.0", "1.0.0", "1.18.33", "Two of the reports have release 1.0.0")]
    [InlineData("1.0.0", "1.2.27", "1.17.19", "of the client for 1.18.33 and of the client for 1.17.19")]
    public async Task Reports_that_do_not_fit_together_are_refused(string one, string other, string client, string says)
    {
        CompatibilityMatrix Matrix(string release, string of)
            => SampleMatrix.Create() with { ClientVersion = of, Versions = [new VersionResult { Version = release }] };
        _folder.Write("one.json", JsonReport.Render(Matrix(one, "1.18.33")));
        _folder.Write("other.json", JsonReport.Render(Matrix(other, client)));
        var files = new ReportFiles { From = [new FileInfo(_folder.PathOf("one.json")), new FileInfo(_folder.PathOf("other.json"))] };

        Assert.Equal(ExitCodes.Usage, await Run("", files).RunAsync(_output, _errors, Cancellation));
        Assert.Contains(says, Assert.Single(Lines(_errors)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("findings.txt", "missing.txt")]
    [InlineData("missing.txt", "")]
    public async Task A_file_that_cannot_be_read_is_named_before_anything_runs(string findings, string from)
    {
        _folder.Write("findings.txt", "");
        ReportFiles files = Files("new", findings) with { From = from.Length == 0 ? [] : [new FileInfo(_folder.PathOf(from))] };

        Assert.Equal(ExitCodes.Files, await Run("1.0.0", files).RunAsync(_output, _errors, Cancellation));
        Assert.Contains("missing.txt' could not be read", Assert.Single(Lines(_errors)), StringComparison.Ordinal);
        Assert.Empty(Lines(_output));
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_named_before_anything_runs()
    {
        _folder.Write("file", "");
        var files = new ReportFiles { Html = new FileInfo(_folder.PathOf("file/a.html")) };

        Assert.Equal(ExitCodes.Files, await Run("1.0.0", files).RunAsync(_output, _errors, Cancellation));
        Assert.Contains("a.html' could not be written", Assert.Single(Lines(_errors)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.json", "./a.json", "--json and for --html")]
    [InlineData("b.json", "findings.txt", "--findings and for --html")]
    public async Task A_file_that_is_given_twice_is_refused_before_anything_runs(string json, string html, string says)
    {
        _folder.Write("findings.txt", "A finding.");
        var files = new ReportFiles
        {
            Json = new FileInfo(_folder.PathOf(json)),
            Html = new FileInfo(_folder.PathOf(html)),
            Findings = new FileInfo(_folder.PathOf("findings.txt")),
        };

        Assert.Equal(ExitCodes.Usage, await Run("1.0.0", files).RunAsync(_output, _errors, Cancellation));
        Assert.Contains(says, Assert.Single(Lines(_errors)), StringComparison.Ordinal);
        Assert.Equal("A finding.", _folder.Read("findings.txt"));
        Assert.Single(_folder.Files("."));
    }

    [Fact]
    public async Task Every_release_that_could_not_be_verified_is_told_with_its_own_reason()
    {
        await Run("9.0.2 9.0.3 9.0.4", quiet: true).RunAsync(_output, _errors, Cancellation);

        Assert.Equal(["9.0.2, 9.0.4 could not be verified: The server died.", "9.0.3 could not be verified: The disk is full."], Lines(_errors));
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_named()
    {
        using var full = new FullWriter();

        Assert.Equal(ExitCodes.Files, await Run("1.0.0").RunAsync(full, _errors, Cancellation));
        Assert.Contains("could not be written to standard output: No space left", Lines(_errors)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_report_is_refused()
    {
        _folder.Write("other.json", "{}");

        Assert.Equal(ExitCodes.Files, await Run("", new ReportFiles { From = [new FileInfo(_folder.PathOf("other.json"))] })
            .RunAsync(_output, _errors, Cancellation));
        Assert.Contains("other.json' is no report", Assert.Single(Lines(_errors)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_prints_nothing_but_annotations_and_errors()
    {
        VerifyRun run = Run("9.0.1 9.0.2", quiet: true);

        await run.RunAsync(_output, _errors, Cancellation);

        Assert.All(Lines(_output), l => Assert.StartsWith("::error ", l, StringComparison.Ordinal));
        Assert.Equal("9.0.2 could not be verified: The server died.", Assert.Single(Lines(_errors)));
    }

    [Fact]
    public async Task An_interruption_exits_with_130_and_writes_no_report()
    {
        using var interrupted = new CancellationTokenSource();
        await interrupted.CancelAsync();
        var run = new VerifyRun { Versions = ["1.0.0"], Install = _cache.InstallAsync, Verify = Verify, Files = Files("new", null), Quiet = true };

        Assert.Equal(ExitCodes.Interrupted, await run.RunAsync(_output, _errors, interrupted.Token));
        Assert.False(File.Exists(_folder.PathOf("new/a.json")));
    }

    private VerifyRun Run(string versions, ReportFiles? files = null, bool quiet = false) => new()
    {
        Versions = [versions],
        Parallelism = 2,
        Install = _cache.InstallAsync,
        Verify = Verify,
        Files = files ?? new ReportFiles(),
        Quiet = quiet,
        GitHub = quiet,
    };

    private ReportFiles Files(string folder, string? findings) => new()
    {
        Json = new FileInfo(_folder.PathOf($"{folder}/a.json")),
        JUnit = new FileInfo(_folder.PathOf($"{folder}/a.xml")),
        Markdown = new FileInfo(_folder.PathOf($"{folder}/a.md")),
        Html = new FileInfo(_folder.PathOf($"{folder}/a.html")),
        Findings = findings is null ? null : new FileInfo(_folder.PathOf(findings)),
    };

    // 9.0.1 drifts, 9.0.2 fails, everything else holds.
    private static Task<VersionResult> Verify(OpenCodeInstallation installation, CancellationToken cancellationToken) => installation.Version switch
    {
        "9.0.1" => Task.FromResult(SampleMatrix.Create().Versions[0] with { Version = "9.0.1" }),
        "9.0.2" or "9.0.4" => throw new InvalidOperationException("The server died."),
        "9.0.3" => throw new IOException("The disk is full."),
        _ => Task.FromResult(
            new VersionResult { Version = installation.Version, Operations = [SampleMatrix.Subject("session.list", "GET", "/session", Outcome.Held)] }),
    };

    private sealed class FullWriter : StringWriter
    {
        public override Task WriteAsync(string? value) => throw new IOException("No space left on device");
    }

    private static string[] Lines(StringWriter writer) => writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
