using OpenCode.Verification.Results;

namespace OpenCode.Verification.Matrix;

/// <summary>What happens to a release while a matrix is made.</summary>
public enum MatrixStage
{
    /// <summary>It is looked for in the cache, and installed when it is not there.</summary>
    Installing,

    /// <summary>Its server is verified.</summary>
    Verifying,

    /// <summary>Its result is there; it may say that nothing could be verified.</summary>
    Finished,
}

/// <summary>One step of one release.</summary>
/// <param name="Version">The release.</param>
/// <param name="Stage">What begins with this step.</param>
/// <param name="Result">What was found out; null until the end.</param>
public sealed record MatrixProgress(string Version, MatrixStage Stage, VersionResult? Result = null);
