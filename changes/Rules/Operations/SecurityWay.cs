using OpenCodeGen.Changes.Documents;

namespace OpenCodeGen.Changes.Rules.Operations;

/// <summary>One way in which a request may identify its sender: schemes, each with scopes, which are all needed.</summary>
internal sealed class SecurityWay
{
    private readonly SortedSet<string> _needs;

    private SecurityWay(IEnumerable<string> needs) => _needs = new SortedSet<string>(needs, StringComparer.Ordinal);

    public string Text => _needs.Count == 0 ? "no credential" : string.Join(" with ", _needs);

    /// <summary>The ways that an operation lets in; one that needs nothing where the document says nothing.</summary>
    public static List<SecurityWay> Of(DescribedOperation operation)
    {
        Node? security = operation.Node["security"] ?? operation.Document.Root["security"];
        List<SecurityWay> ways = [.. (security?.Elements() ?? []).Select(w => new SecurityWay(Needs(operation.Document, w)))];
        return ways.Count > 0 ? ways : [new SecurityWay([])];
    }

    /// <summary>Whether who has what this way needs also has what the other needs.</summary>
    public bool Satisfies(SecurityWay other) => other._needs.IsSubsetOf(_needs);

    private static IEnumerable<string> Needs(ApiDescription document, Node way)
    {
        foreach ((string scheme, Node scopes) in way.Properties())
        {
            yield return DescriptionOf(document, scheme);
            foreach (Node scope in scopes.Elements()) yield return $"{DescriptionOf(document, scheme)} scope {scope.Json}";
        }
    }

    // By what is sent, not by what the document calls it.
    private static string DescriptionOf(ApiDescription document, string scheme)
    {
        if (document.Root["components"]?["securitySchemes"]?[scheme] is not { } raw) return scheme;
        Node node = document.Resolve(raw);
        return node.Text("type") switch
        {
            "http" => $"{node.Text("scheme")?.ToLowerInvariant()} authentication",
            "apiKey" => $"the key {node.Text("name")} in the {node.Text("in")}",
            "oauth2" => "OAuth 2",
            "openIdConnect" => "OpenID Connect",
            "mutualTLS" => "a client certificate",
            { } type => $"{type} {scheme}",
            null => scheme,
        };
    }
}
