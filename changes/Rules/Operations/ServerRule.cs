using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Operations;

/// <summary>Where the API is served. A client is mostly told which server it asks; what stands before each path is part of every request.</summary>
internal sealed class ServerRule : OperationRule
{
    private static readonly Rule _path = new("server-base-path-changed", Level.Breaking, Direction.Request, "Every path begins with something else: who asks at the old place finds nothing.");

    private static readonly Rule _removed = new("server-removed", Level.Warning, Direction.Request, "A server is not named any more: who asks it may find nothing.");

    private static readonly Rule _added = new("server-added", Level.Info, Direction.Request, "A server is new.");

    public override IReadOnlyList<Rule> Rules => [_path, _removed, _added];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        IReadOnlyList<DescribedServer> before = pair.Before.Servers;
        IReadOnlyList<DescribedServer> after = pair.After.Servers;
        HashSet<string> paths = [.. after.Select(static s => s.BasePath)];
        if (before.Count > 0 && after.Count > 0 && !before.Any(s => paths.Contains(s.BasePath)))
        {
            yield return pair.Change(_path, "the servers", $"the base path was {Texts(before)} and is {Texts(after)}", after[0].Node);
            yield break;
        }

        foreach (DescribedServer gone in before.Where(b => !after.Any(a => a.Url == b.Url)))
            yield return pair.Change(_removed, "the servers", $"{TextOf(gone.Url)} was removed", gone.Node);
        foreach (DescribedServer young in after.Where(a => !before.Any(b => a.Url == b.Url)))
            yield return pair.Change(_added, "the servers", $"{TextOf(young.Url)} is new", young.Node);
    }

    private static string Texts(IEnumerable<DescribedServer> servers)
        => string.Join(" or ", servers.Select(static s => TextOf(s.BasePath)).Distinct(StringComparer.Ordinal));

    private static string TextOf(string url) => url.Length == 0 ? "/" : url;
}
