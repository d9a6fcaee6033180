using System.Globalization;
using OpenCode.Verification;
using OpenCode.Verification.Matrix;
using OpenCode.Verification.Results;

namespace OpenCodeGen.Cli.Commands.Progress;

/// <summary>The words for how far a verification is.</summary>
internal static class ProgressText
{
    /// <summary>What a release is at.</summary>
    public static string Of(MatrixProgress step) => step switch
    {
        { Stage: MatrixStage.Installing } => $"{step.Version}: installing, unless it is in the cache",
        { Stage: MatrixStage.Verifying } => $"{step.Version}: verifying",
        { Result.CouldNotRun: { } } => $"{step.Version}: could not run",
        { Result: { } r } => string.Create(
            CultureInfo.InvariantCulture,
            $"{step.Version}: {r.OperationCounts.Held} of {r.Operations.Count} operations held, {r.OperationCounts.Drifted + r.EventCounts.Drifted} drifted, {r.Duration.TotalSeconds:0} s"),
        _ => step.Version,
    };

    /// <summary>What a verification does, with the numbers: <c>contract 120 of 412</c>.</summary>
    public static string Of(VerificationProgress step)
        => string.Create(CultureInfo.InvariantCulture, $"{Word(step.Phase)}{(step.Total == 0 ? "" : $" {step.Done} of {step.Total}")}");

    /// <summary>What begins, for a line of its own: <c>contract, 412 interactions</c>.</summary>
    public static string Beginning(VerificationProgress step) => step.Total == 0 ? Word(step.Phase) : string.Create(
        CultureInfo.InvariantCulture, $"{Word(step.Phase)}, {step.Total} {(step.Phase == VerificationPhase.Provocations ? "requests" : "interactions")}");

    /// <summary>A time that runs: <c>1:05</c>.</summary>
    public static string Clock(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");

    private static string Word(VerificationPhase phase) => phase switch
    {
        VerificationPhase.Installing => "installing",
        VerificationPhase.Starting => "starting",
        VerificationPhase.Contract => "contract",
        VerificationPhase.Provocations => "provocations",
        _ => "events",
    };
}
