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

    /// <summary>Puts together what was found out apart, for example by one job for each release.</summary>
    /// <param name="matrices">The matrices; one alone is returned as it is.</param>
    /// <returns>All releases, older ones first, verified when the earliest was.</returns>
    /// <exception cref="FormatException">They are of different clients, or two of them have the same release; the message says which.</exception>
    public static CompatibilityMatrix Merge(IReadOnlyList<CompatibilityMatrix> matrices)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        if (matrices.Count == 0) throw new ArgumentException("There is nothing to put together.", nameof(matrices));
        CompatibilityMatrix first = matrices[0];
        if (matrices.Count == 1) return first;
        if (matrices.FirstOrDefault(m => m.ClientVersion != first.ClientVersion) is { } other)
        {
            throw new FormatException(
                $"The reports are of the client for {first.ClientVersion} and of the client for "
                + $"{other.ClientVersion}; they cannot be put together. Verify with one of them.");
        }

        VersionResult[] versions = [.. matrices.SelectMany(static m => m.Versions)];
        if (versions.GroupBy(static v => v.Version, StringComparer.Ordinal).FirstOrDefault(static v => v.Count() > 1) is { } twice)
            throw new FormatException($"Two of the reports have release {twice.Key}; give one of them.");
        return new CompatibilityMatrix
        {
            ClientVersion = first.ClientVersion,
            Verified = matrices.Min(static m => m.Verified),
            Versions = [.. ReleaseOrder.OldestFirst(versions)],
        };
    }
}
