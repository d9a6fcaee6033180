namespace OpenCode.Verification.Har;

/// <summary>Where the servers of a HAR file are: for each origin the path below which their operations lie.</summary>
internal sealed class HarBases
{
    private readonly Dictionary<string, string> _prefixes;

    public HarBases(Dictionary<string, string> prefixes) => _prefixes = prefixes;

    public static HarBases Of(Uri baseUri) => new(new(StringComparer.Ordinal) { [HarAddress.OriginOf(baseUri)] = baseUri.AbsolutePath.TrimEnd('/') });

    /// <summary>What remains of an address below the base; null when it belongs to another server.</summary>
    public Below? Find(HarAddress address)
    {
        if (!_prefixes.TryGetValue(address.Origin, out string? prefix)) return null;
        bool isBelow = address.Target.StartsWith(prefix, StringComparison.Ordinal) && address.Target.AsSpan(prefix.Length).StartsWith('/');
        return new Below(isBelow ? address.Target[prefix.Length..] : null);
    }

    /// <summary>The target below the base; null for another path of the same server.</summary>
    public readonly record struct Below(string? Target);
}
