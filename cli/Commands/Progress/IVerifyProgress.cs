using OpenCode.Verification;
using OpenCode.Verification.Matrix;

namespace OpenCodeGen.Cli.Commands.Progress;

/// <summary>Tells a person how far <c>opencodegen verify</c> is. It may be told from several threads.</summary>
internal interface IVerifyProgress
{
    /// <summary>A release begins or ends.</summary>
    void Tell(MatrixProgress step);

    /// <summary>A verification goes on.</summary>
    void Tell(VerificationProgress step);

    /// <summary>Shows what it is told while something runs.</summary>
    Task<T> WhileAsync<T>(Func<Task<T>> work);
}
