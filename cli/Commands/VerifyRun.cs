using System.Globalization;
using OpenCode.Hosting;
using OpenCode.Pact;
using OpenCode.Verification;
using OpenCode.Verification.Matrix;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Results;
using OpenCodeGen.Cli.Commands.Progress;

namespace OpenCodeGen.Cli.Commands;

/// <summary>What <c>opencodegen verify</c> does.</summary>
internal sealed class VerifyRun
{
    /// <summary>The releases as they were typed.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    public int? Parallelism { get; init; }

    public ReportFiles Files { get; init; } = new();

    public bool GitHub { get; init; }

    public bool Quiet { get; init; }

    /// <summary>Tells how far it is; null for nobody.</summary>
    public IVerifyProgress? Progress { get; init; }

    public bool Colored { get; init; }

    /// <summary>Verifies one release.</summary>
    public required Func<OpenCodeInstallation, CancellationToken, Task<VersionResult>> Verify { get; init; }

    /// <summary>Verifies a server that runs already; null for releases.</summary>
    public Func<CancellationToken, Task<VersionResult>>? VerifyServer { get; init; }

    /// <summary>Installs one release.</summary>
    public Func<string, CancellationToken, Task<OpenCodeInstallation>> Install { get; init; } = PinnedRelease.InstallAsync;

    public async Task<int> RunAsync(TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            Files.RequireDistinct();
            IReadOnlyList<string> findings = Files.ReadFindings();
            Files.Prepare();
            bool isIncomplete = false;
            CompatibilityMatrix matrix = !Files.AreRead
                ? await (Progress?.WhileAsync(() => VerifyAsync(cancellationToken)) ?? VerifyAsync(cancellationToken))
                : Files.Read(lacking =>
                {
                    errors.WriteLine(OneLine(lacking));
                    isIncomplete = true;
                });
            Files.Write(matrix, findings);
            await PrintAsync(output, $"{(Quiet ? "" : TextReport.Render(matrix, Colored))}{(GitHub ? GitHubAnnotations.Render(matrix) : "")}");
            return ExitCode(matrix, isIncomplete, errors);
        }
        catch (FormatException exception)
        {
            await errors.WriteLineAsync(exception.Message);
            return ExitCodes.Usage;
        }
        catch (Exception exception) when (exception is RunningServerException or PactCoreException or OpenCodeServerException)
        {
            await errors.WriteLineAsync(OneLine(exception.Message));
            return ExitCodes.CouldNotRun;
        }
        catch (IOException exception)
        {
            await errors.WriteLineAsync(exception.Message);
            return ExitCodes.Files;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await errors.WriteLineAsync("Interrupted: no report was written.");
            return ExitCodes.Interrupted;
        }
    }

    private async Task<CompatibilityMatrix> VerifyAsync(CancellationToken cancellationToken)
    {
        if (VerifyServer is null)
        {
            return await new MatrixRun(Verify)
            {
                Install = Install,
                Parallelism = Parallelism ?? MachineCapacity.Verifications,
                Progress = Progress is null ? null : Progress.Tell,
            }.RunAsync(ReleaseList.Parse(Versions), cancellationToken);
        }

        DateTimeOffset begun = DateTimeOffset.UtcNow;
        return new CompatibilityMatrix { ClientVersion = PinnedRelease.Version, Verified = begun, Versions = [await VerifyServer(cancellationToken)] };
    }

    // A full disk or a closed output is not one of the files, but the result is lost all the same.
    private static async Task PrintAsync(TextWriter output, string text)
    {
        try
        {
            await output.WriteAsync(text);
            await output.FlushAsync();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The result could not be written to standard output: {exception.Message}", exception);
        }
    }

    private static int ExitCode(CompatibilityMatrix matrix, bool isIncomplete, TextWriter errors)
    {
        bool drifted = matrix.Versions.Any(static v => v.CouldNotRun is null && !v.Holds);
        bool failed = isIncomplete;
        foreach (IGrouping<string, VersionResult> alike in matrix.Versions.Where(static v => v.CouldNotRun is not null)
            .GroupBy(static v => v.CouldNotRun!, StringComparer.Ordinal))
        {
            errors.WriteLine(OneLine($"{string.Join(", ", alike.Select(static v => v.Version))} could not be verified: {alike.Key}"));
            failed = true;
        }

        return drifted ? ExitCodes.Drift : failed ? ExitCodes.CouldNotRun : ExitCodes.Success;
    }

    // An earlier report is a file like any other: nothing in it may steer a terminal.
    private static string OneLine(string text)
        => string.Concat(text.Select(static c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c));
}
