using OpenCode.Verification;
using OpenCode.Verification.Matrix;

namespace OpenCodeGen.Cli.Commands.Progress;

/// <summary>Writes a line when something begins or ends: for a file, or a log of a job. There are no control characters in it.</summary>
/// <param name="errors">Where to.</param>
internal sealed class ProgressLog(TextWriter errors) : IVerifyProgress
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, VerificationPhase> _phases = [];

    public void Tell(MatrixProgress step)
    {
        lock (_lock) errors.WriteLine(ProgressText.Of(step));
    }

    public void Tell(VerificationProgress step)
    {
        lock (_lock)
        {
            if (step.Message is not null) errors.WriteLine(step.Message);
            bool isNew = !_phases.TryGetValue(step.Version, out VerificationPhase phase) || phase != step.Phase;
            _phases[step.Version] = step.Phase;
            if (isNew && step.Phase is not (VerificationPhase.Installing or VerificationPhase.Starting))
                errors.WriteLine($"{step.Version}: {ProgressText.Beginning(step)}");
        }
    }

    public Task<T> WhileAsync<T>(Func<Task<T>> work) => work();
}
