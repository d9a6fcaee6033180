namespace OpenCodeGen.Changes.Documents;

/// <summary>An address that an operation is served at, with the defaults of its variables.</summary>
internal sealed record DescribedServer(string Url, Node Node)
{
    /// <summary>What stands before the path of every operation.</summary>
    public string BasePath
    {
        get
        {
            int scheme = Url.IndexOf("://", StringComparison.Ordinal);
            if (scheme < 0) return Url.StartsWith('/') || Url.Length == 0 ? Url : "/" + Url;
            int path = Url.IndexOf('/', scheme + 3);
            return path < 0 ? "" : Url[path..];
        }
    }

    public static IReadOnlyList<DescribedServer> Of(Node? servers)
        => [.. (servers?.Elements() ?? []).Where(static s => s.Text("url") is not null).Select(static s => new DescribedServer(UrlOf(s), s))
            .DistinctBy(static s => s.Url)];

    private static string UrlOf(Node server)
    {
        string url = server.Text("url")!;
        foreach ((string name, Node variable) in server["variables"]?.Properties() ?? [])
        {
            if (variable.Text("default") is { } value) url = url.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return url.TrimEnd('/');
    }
}
