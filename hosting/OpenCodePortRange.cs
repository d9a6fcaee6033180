namespace OpenCode.Hosting;

/// <summary>Ports to choose from, both ends included; the first free one is taken.</summary>
/// <param name="First">The port to try first, 1 or more.</param>
/// <param name="Last">The port to try last, at most 65535.</param>
public readonly record struct OpenCodePortRange(int First, int Last)
{
    internal bool IsUsable => First is >= 1 and <= 65535 && Last is <= 65535 && First <= Last;

    /// <summary>The range as people write it: <c>4100-4119</c>.</summary>
    public override string ToString() => $"{First}-{Last}";
}
