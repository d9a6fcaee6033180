using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Turns paths into a tree of request builders.</summary>
internal sealed class PathShaper(string clientName, IReadOnlyList<string> clientMembers)
{
    private sealed class Node(string place)
    {
        public string Place { get; } = place;

        public SortedDictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        public SortedDictionary<string, List<ApiParameter?>> Parameters { get; } = new(StringComparer.Ordinal);

        public List<string> Operations { get; } = [];

        /// <summary>The path of each method, of which a builder has one.</summary>
        public Dictionary<string, string> Methods { get; } = new(StringComparer.Ordinal);
    }

    // What every builder inherits, and the methods by which it sends.
    private static readonly string[] _ofBuilders =
    [
        "Sender", "RequestPath", "PathWith", "PathWithSegments", "Segment", "Bytes", "Configured",
        "GetAsync", "PutAsync", "PostAsync", "DeleteAsync", "OptionsAsync", "HeadAsync", "PatchAsync", "TraceAsync", "SubscribeAsync",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
    ];

    // Only the root shares its members with the client, which derives from it.
    private static readonly string[] _ofClient = ["SendRawAsync", "Dispose", "DisposeAsync", "BaseUri", "Subscriptions", "FailedSubscriptions", "RootRequestBuilder"];

    private readonly Node _root = new("");

    public void Add(ApiOperation operation, string name)
    {
        Node node = _root;
        RefuseNoPath(operation);
        foreach (string segment in operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string key = Placeholder(segment);
            if (!node.Children.TryGetValue(key, out Node? child)) node.Children.Add(key, child = new Node($"{node.Place}/{key}"));
            List<ApiParameter?> parameters = ParametersOf(segment, operation);
            if (!child.Parameters.ContainsKey(segment)) child.Parameters.Add(segment, parameters);
            node = child;
        }

        if (!node.Methods.TryAdd(operation.Method, operation.Path))
            throw new SpecException(operation.Pointer, $"the paths '{node.Methods[operation.Method]}' and '{operation.Path}' become one request builder, which cannot have {operation.Method} twice; leave one of them out of the document.");
        node.Operations.Add(name);
    }

    private static void RefuseNoPath(ApiOperation operation)
    {
        int end = operation.Path.AsSpan().IndexOfAny('?', '#');
        if (end < 0) return;
        string part = operation.Path[end] == '#' ? "a fragment, which is never sent" : "a query, which belongs into parameters";
        throw new SpecException(operation.Pointer, $"the path '{operation.Path}' has {part}; correct the document.");
    }

    public IReadOnlyList<BuilderType> Finish(NameLock names)
    {
        var scope = new NameSpace(names, "builders", ReservedTypeNames.All);
        var builders = new List<BuilderType>();
        Finish(_root, "", scope, names, builders);
        return builders;
    }

    private string Finish(Node node, string title, NameSpace scope, NameLock names, List<BuilderType> builders)
    {
        string? name = node.Place.Length == 0 ? null : scope.Name(node.Place, title + "RequestBuilder", "Path");
        int index = builders.Count;
        builders.Add(null!);
        var children = new List<BuilderChild>();
        var taken =
            new HashSet<string>([.. _ofBuilders, .. name is null ? [.. _ofClient, .. clientMembers, clientName] : (string[])[name]], StringComparer.Ordinal);

        // Names of older siblings come first, whatever sorts before them now.
        taken.UnionWith(node.Children.Keys.Select(k => names.Find("segments", $"{node.Place}/{k}")).OfType<string>());
        foreach ((string key, Node child) in node.Children)
        {
            List<PathParameter> parameters = Parameters(child);
            ChildKind kind =
                key == "{}" ? ChildKind.Indexer : key == "*" ? ChildKind.SegmentsIndexer : parameters.Count > 0 ? ChildKind.Method : ChildKind.Property;
            string childTitle = kind is ChildKind.Indexer or ChildKind.SegmentsIndexer ? "Item" : CSharpNames.Pascal(key);
            string? member = null;
            if (kind is ChildKind.Property or ChildKind.Method)
            {
                string section = $"{node.Place}/{key}";
                member = names.Find("segments", section);
                if (member is null)
                {
                    member = (kind == ChildKind.Method ? "With" : "") + childTitle;
                    while (!taken.Add(member)) member += "Path";
                    names.Set("segments", section, member);
                }
            }

            string type = Finish(child, title + childTitle, scope, names, builders);
            children.Add(new BuilderChild(kind, member, type, key, parameters));
        }

        builders[index] = new BuilderType { Name = name, Place = node.Place, Children = children, Operations = node.Operations };
        return name ?? clientName;
    }

    private static List<PathParameter> Parameters(Node node)
    {
        // Twin paths may call a parameter differently and type it differently; then only a text fits both.
        List<string> wireNames = NamesIn(node.Parameters.First().Key);
        var parameters = new List<PathParameter>();
        for (int i = 0; i < wireNames.Count; i++)
        {
            bool isInteger = node.Parameters.Values.All(p => i < p.Count && p[i]?.Schema is { Types: JsonTypes.Integer });
            string name = CSharpNames.Camel(wireNames[i]);
            while (parameters.Exists(p => p.Name == name)) name += "Value";
            parameters.Add(new PathParameter(wireNames[i], name, isInteger));
        }

        return parameters;
    }

    private static List<ApiParameter?> ParametersOf(string segment, ApiOperation operation)
        => NamesIn(segment).Select(n => operation.Parameters.FirstOrDefault(p => p.Place == ParameterPlace.Path && p.Name == n)).ToList();

    private static List<string> NamesIn(string segment)
    {
        if (segment == "*") return ["path"];
        var names = new List<string>();
        for (int open = segment.IndexOf('{'); open >= 0; open = segment.IndexOf('{', open + 1))
        {
            int close = segment.IndexOf('}', open);
            if (close < 0) throw new SpecException("#/paths", $"the segment '{segment}' has a brace that is not closed.");
            names.Add(segment[(open + 1)..close]);
        }

        return names;
    }

    private static string Placeholder(string segment)
    {
        foreach (string name in NamesIn(segment)) segment = segment.Replace("{" + name + "}", "{}", StringComparison.Ordinal);
        return segment;
    }
}
