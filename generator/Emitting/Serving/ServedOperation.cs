using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting.Serving;

/// <summary>An operation as a server sees it: the group that it belongs to, the method that serves it, and what a request brings.</summary>
internal sealed record ServedOperation
{
    private ServedOperation(ClientOperation operation, string group, IReadOnlyList<ServedParameter> parameters)
        => (Operation, Group, Parameters) = (operation, group, parameters);

    public ClientOperation Operation { get; }

    /// <summary>What its id begins with: <c>V2Session</c> for <c>v2.session.prompt</c>.</summary>
    public string Group { get; }

    public IReadOnlyList<ServedParameter> Parameters { get; }

    public string Interface => $"I{Group}Operations";

    public string Method => (Operation.Name.Length > Group.Length ? Operation.Name[Group.Length..] : Operation.Name) + "Async";

    /// <summary>The class with what a request brings.</summary>
    public string Call => Operation.Name + "Call";

    /// <summary>The operations of a client, those of a group together.</summary>
    public static IReadOnlyList<ServedOperation> Of(ClientModel model)
    {
        Dictionary<string, IReadOnlyList<PathParameter>> paths = PathParameters(model);
        Dictionary<string, QueryType> queries = model.Queries.ToDictionary(static q => q.Name, StringComparer.Ordinal);
        return
        [
            .. model.Operations
                .Select(o => new ServedOperation(o, GroupOf(o), Describe(o, paths[o.Name], o.Query is null ? [] : queries[o.Query].Parameters)))
                .OrderBy(static o => o.Group, StringComparer.Ordinal)
                .ThenBy(static o => o.Operation.Name, StringComparer.Ordinal),
        ];
    }

    private static List<ServedParameter> Describe(ClientOperation operation, IReadOnlyList<PathParameter> path, IReadOnlyList<QueryParameter> query)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { "Body", "HttpContext", operation.Name + "Call" };
        return
        [
            .. path.Select(p => new ServedParameter(Free(Capital(p.Name)), p, null)),
            .. operation.Required.Concat(query).Select(p => new ServedParameter(Free(p.Name), null, p)),
        ];

        string Free(string name)
        {
            string free = name;
            for (int number = 2; !taken.Add(free); number++) free = name + number;
            return free;
        }
    }

    // The group of 'v2.session.prompt' is V2Session. Ids that have no dot, and names that somebody chose otherwise, stand together.
    private static string GroupOf(ClientOperation operation)
    {
        string[] parts = operation.Id.Split('.');
        int length = parts is ["v1" or "v2" or "v3", _, _, ..] ? 2 : 1;
        string group = string.Concat(parts.Take(length).Select(Capital));
        return parts.Length > 1 && operation.Name.StartsWith(group, StringComparison.Ordinal) ? group : "Other";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text.TrimStart('@')[0]) + text.TrimStart('@')[1..];

    private static Dictionary<string, IReadOnlyList<PathParameter>> PathParameters(ClientModel model)
    {
        Dictionary<string, BuilderType> builders = model.Builders.ToDictionary(static b => b.Name ?? "", StringComparer.Ordinal);
        var found = new Dictionary<string, IReadOnlyList<PathParameter>>(StringComparer.Ordinal);
        Visit(builders[""], []);
        return found;

        void Visit(BuilderType builder, IReadOnlyList<PathParameter> path)
        {
            foreach (string operation in builder.Operations) found[operation] = path;
            foreach (BuilderChild child in builder.Children) Visit(builders[child.Type], [.. path, .. child.Parameters]);
        }
    }
}

/// <summary>A value of a path, a query or a header.</summary>
/// <param name="Name">The property of the call.</param>
/// <param name="Path">Where it stands in the path; null elsewhere.</param>
/// <param name="Query">Which parameter of the query or the headers it is; null in a path.</param>
internal sealed record ServedParameter(string Name, PathParameter? Path, QueryParameter? Query)
{
    /// <summary>Whether a request without it is refused.</summary>
    public bool IsRequired => Path is not null || Query!.IsRequired;

    public string Type => Path is { } path ? path.IsInteger ? "long" : "string" : TypeSyntax.Name(TypeSyntax.Bare(Query!.Type)) + (IsRequired ? "" : "?");
}
