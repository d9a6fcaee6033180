using System.Globalization;

namespace OpenCodeGen.Changes.Documents;

/// <summary>A parameter of an operation.</summary>
internal sealed record DescribedParameter
{
    public required Node Node { get; init; }

    /// <summary>Where it stands: <c>path</c>, <c>query</c>, <c>header</c> or <c>cookie</c>.</summary>
    public required string Place { get; init; }

    public required string Name { get; init; }

    /// <summary>What makes it the same parameter in another document: one of a path has its number, since its name is nothing that is sent.</summary>
    public required (string Place, string Name) Key { get; init; }

    public bool IsRequired => Place == "path" || Node.IsTrue("required");

    /// <summary>The JSON that it carries has a media type.</summary>
    public Node? Content => Node["content"] is { } content ? content.Properties().Select(static p => (Node?)p.Value).FirstOrDefault() : null;

    public Node? Schema => Content is { } content ? content["schema"] : Node["schema"];

    /// <summary>How its value becomes text, with the defaults of OpenAPI.</summary>
    public string Style
    {
        get
        {
            if (Node["content"] is { } content) return string.Join(", ", content.Properties().Select(static p => p.Name));
            string style = Node.Text("style") ?? (Place is "query" or "cookie" ? "form" : "simple");
            bool isExploded = Node["explode"] is { } explode ? explode.Json.ValueKind == System.Text.Json.JsonValueKind.True : style is "form" or "cookie";
            return isExploded ? $"{style}, exploded" : style;
        }
    }

    /// <summary>Reads a parameter; null when it has no name or place.</summary>
    /// <param name="node">The parameter, without a reference.</param>
    /// <param name="placeholders">The names in the path, in its order.</param>
    public static DescribedParameter? Of(Node node, string[] placeholders)
    {
        if (node.Text("name") is not { } name || node.Text("in") is not { } place) return null;

        // OpenAPI says that these three are no parameters, but content and security.
        if (place == "header" && name.ToUpperInvariant() is "ACCEPT" or "CONTENT-TYPE" or "AUTHORIZATION") return null;
        string known = place switch
        {
            "path" when Array.IndexOf(placeholders, name) is >= 0 and int index => index.ToString(CultureInfo.InvariantCulture),
            "header" => name.ToUpperInvariant(),
            _ => name,
        };
        return new DescribedParameter { Node = node, Place = place, Name = name, Key = (place, known) };
    }
}
