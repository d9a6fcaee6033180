using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Har;

/// <summary>Finds out below which path of each origin the operations lie.</summary>
internal sealed class HarBaseFinder
{
    private const int DeepestPrefix = 4;

    private readonly Dictionary<(string Origin, string Prefix), int> _counts = [];

    public void Add(string method, HarAddress address)
    {
        string path = address.Path;
        int start = 0;
        for (int depth = 0; depth <= DeepestPrefix && start >= 0; depth++)
        {
            if (RouteTable.Catalog.Find(method, path[start..]) is not null)
            {
                var key = (address.Origin, path[..start]);
                _counts[key] = _counts.GetValueOrDefault(key) + 1;
            }

            start = path.IndexOf('/', start + 1);
        }
    }

    /// <summary>For each origin the prefix that explains most requests, the shortest of equals.</summary>
    public HarBases Find() => new(_counts
        .GroupBy(static c => c.Key.Origin, StringComparer.Ordinal)
        .ToDictionary(
            static g => g.Key,
            static g => g.OrderByDescending(static c => c.Value).ThenBy(static c => c.Key.Prefix.Length).First().Key.Prefix,
            StringComparer.Ordinal));
}
