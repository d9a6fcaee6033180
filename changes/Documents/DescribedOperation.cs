using System.Globalization;
using System.Text.RegularExpressions;

namespace OpenCodeGen.Changes.Documents;

/// <summary>One operation of a document.</summary>
internal sealed partial class DescribedOperation
{
    public DescribedOperation(ApiDescription document, bool isWebhook, string method, string path, Node item, Node node)
    {
        (Document, IsWebhook, Method, Path, Item, Node) = (document, isWebhook, method, path, item, node);
        string[] names = [.. Placeholders().Matches(path).Select(static m => m.Groups[1].Value)];
        Key = $"{method} {Placeholders().Replace(path, "{}")}";

        // Those of the operation replace those of the path.
        var parameters = new Dictionary<(string, string), DescribedParameter>();
        foreach (Node raw in (item["parameters"]?.Elements() ?? []).Concat(node["parameters"]?.Elements() ?? []))
        {
            var parameter = DescribedParameter.Of(document.Resolve(raw), names);
            if (parameter is not null) parameters[parameter.Key] = parameter;
        }

        Parameters = parameters;
    }

    public ApiDescription Document { get; }

    /// <summary>Whether the server is who asks, so that requests and responses change places.</summary>
    public bool IsWebhook { get; }

    /// <summary>The method in capitals.</summary>
    public string Method { get; }

    public string Path { get; }

    /// <summary>What stands around the operation, with what holds for all methods of the path.</summary>
    public Node Item { get; }

    public Node Node { get; }

    /// <summary>The operation that this one is a callback of, and what it calls it; null for none.</summary>
    public (DescribedOperation Operation, string Name)? Origin { get; init; }

    /// <summary>What makes it the same operation in another document, whatever its path parameters are called.</summary>
    public string Key { get; }

    public string? Id => Node.Text("operationId");

    public string Name => Origin is { } origin ? $"callback {Method} {origin.Name} of {origin.Operation.Name}" : IsWebhook ? $"webhook {Method} {Path}" : $"{Method} {Path}";

    /// <summary>Where the operation is served, by the nearest list of servers; none where the document does not say.</summary>
    public IReadOnlyList<DescribedServer> Servers => IsWebhook ? [] : DescribedServer.Of(Node["servers"] ?? Item["servers"] ?? Document.Root["servers"]);

    public bool IsDeprecated => Node.IsTrue("deprecated");

    /// <summary>The day from which it may be gone, where it is deprecated and <c>x-sunset</c> says so; null for none that can be read.</summary>
    public DateOnly? Sunset => IsDeprecated && Node.Text("x-sunset") is { Length: >= 10 } text
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    /// <summary>How far it may be relied on, by <c>x-stability-level</c>; what says nothing is stable.</summary>
    public string Stability => Node.Text("x-stability-level") is { Length: > 0 } level ? level.ToLowerInvariant() : "stable";

    public IReadOnlyDictionary<(string Place, string Name), DescribedParameter> Parameters { get; }

    /// <summary>The body of a request; null for none.</summary>
    public Node? Body => Node["requestBody"] is { } raw ? Document.Resolve(raw) : null;

    /// <summary>The responses by status.</summary>
    public IReadOnlyDictionary<string, Node> Responses()
    {
        var responses = new SortedDictionary<string, Node>(StringComparer.Ordinal);
        foreach ((string status, Node response) in Node["responses"]?.Properties() ?? [])
        {
            if (status.Length > 0 && !status.StartsWith("x-", StringComparison.Ordinal))
                responses[status.ToUpperInvariant() is "DEFAULT" ? "default" : status.ToUpperInvariant()] = Document.Resolve(response);
        }

        return responses;
    }

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Placeholders();
}
