namespace OpenCode.Verification.Results;

/// <summary>Which releases the client works with, operation by operation.</summary>
public sealed record CompatibilityMatrix
{
    /// <summary>The release whose spec the client was generated from.</summary>
    public required string ClientVersion { get; init; }

    /// <summary>When the verifications ran.</summary>
    public required DateTimeOffset Verified { get; init; }

    /// <summary>The releases, in the order they were asked for.</summary>
    public required IReadOnlyList<VersionResult> Versions { get; init; }
}
