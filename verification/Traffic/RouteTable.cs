using OpenCode.Core.Operations;

namespace OpenCode.Verification.Traffic;

/// <summary>Tells which operation of the catalog a request belongs to. A literal segment goes before a parameter.</summary>
public sealed class RouteTable
{
    private const string Parameter = "{}";
    private const string Rest = "*";

    private readonly Node _root = new();

    private RouteTable(IEnumerable<Operation> operations)
    {
        foreach (Operation operation in operations)
        {
            Node node = _root;
            foreach (string segment in operation.PathTemplate.Split('/').Skip(1)) node = node.Child(segment.StartsWith('{') ? Parameter : segment);
            node.Operations[operation.Method.Method] = operation;
        }
    }

    /// <summary>The routes of <see cref="OperationCatalog"/>.</summary>
    public static RouteTable Catalog { get; } = new(OperationCatalog.All);

    /// <summary>Finds the operation of a request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path as it was sent, without a query.</param>
    /// <returns>The operation; null when the catalog has none.</returns>
    public Operation? Find(string method, string path)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(path);
        return path.StartsWith('/') ? Find(_root, path.Split('/'), 1, method.ToUpperInvariant()) : null;
    }

    private static Operation? Find(Node node, string[] segments, int index, string method)
    {
        if (index == segments.Length) return node.Operations.GetValueOrDefault(method);
        string segment = segments[index];
        if (node.Children.TryGetValue(segment, out Node? literal) && Find(literal, segments, index + 1, method) is { } exact) return exact;
        if (segment.Length > 0 && node.Children.TryGetValue(Parameter, out Node? parameter) && Find(parameter, segments, index + 1, method) is { } filled)
            return filled;
        return node.Children.TryGetValue(Rest, out Node? rest) ? rest.Operations.GetValueOrDefault(method) : null;
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Operation> Operations { get; } = new(StringComparer.Ordinal);

        public Node Child(string segment)
        {
            if (!Children.TryGetValue(segment, out Node? child)) Children[segment] = child = new Node();
            return child;
        }
    }
}
