namespace OpenCode.Verification.RoundTrips;

/// <summary>How many bodies come back whole.</summary>
/// <param name="Decoded">How many were decoded and written back.</param>
/// <param name="Equal">How many of them were the same as before.</param>
public readonly record struct RoundTripCount(int Decoded, int Equal)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Equal} of {Decoded}";
}
