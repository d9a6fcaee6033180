namespace OpenCode.Verification;

/// <summary>What a verification does at a time, in this order.</summary>
public enum VerificationPhase
{
    /// <summary>What it needs is installed, unless it is there: the Pact core, ripgrep.</summary>
    Installing,

    /// <summary>The server is started, or looked at, and asked what it offers.</summary>
    Starting,

    /// <summary>The interactions of the pacts are tried.</summary>
    Contract,

    /// <summary>It is asked what it has to refuse.</summary>
    Provocations,

    /// <summary>The events that came are compared with the pacts.</summary>
    Events,
}

/// <summary>Where a verification is.</summary>
/// <param name="Version">The release.</param>
/// <param name="Phase">What it does.</param>
/// <param name="Done">How much of it is done.</param>
/// <param name="Total">How much there is; 0 where nobody knows.</param>
/// <param name="Message">A sentence that people should read even when the phase goes on; null for none.</param>
public sealed record VerificationProgress(string Version, VerificationPhase Phase, int Done = 0, int Total = 0, string? Message = null);
