using OpenCodeGen.Dialects;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Turns a document into everything that is emitted.</summary>
public static class Shaper
{
    /// <summary>Shapes a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="names">The names given so far.</param>
    /// <param name="curated">What a person decided.</param>
    /// <param name="client">What the client is called.</param>
    /// <param name="dialect">What the API means beyond its document.</param>
    /// <returns>The model, and the names extended by those given now.</returns>
    public static (ClientModel Model, NameLock Names) Shape(ApiDocument document, NameLock names, CuratedNames curated, ClientNames client, Dialect dialect)
    {
        names = names.Copy();
        var shapes = new SharedShapes();
        Walked walked = Walk(document, names, curated, client, dialect, shapes);
        if (shapes.SplitBy(names) is { } split) walked = Walk(document, names, curated, client, dialect, split);
        (QueryShaper queries, OperationShaper operations, PathShaper paths) = walked;
        EqualShapes.Unite(Reachable(operations.Roots()), operations.ErrorSets, names, curated, dialect);
        List<Draft> reachable = Reachable(operations.Roots());
        UnionFamilies.Arrange(reachable.OfType<UnionDraft>().ToList(), names);
        List<Draft> emitted = reachable.Where(d => d is not UnionDraft { Twin: not null }).ToList();
        var namer = new TypeNamer(names, curated, client);
        namer.Name(emitted);
        var finisher = new TypeFinisher(namer, new MemberNames(names), dialect);
        Dictionary<QueryShaper.QueryDraft, QueryType> queryTypes = queries.Finish(finisher, names);
        (IReadOnlyList<ClientOperation> finished, IReadOnlyList<UnionType> errorSets) = operations.Finish(finisher, queryTypes);
        List<ObjectType> objects = emitted.OfType<ObjectDraft>().Select(finisher.Object).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var model = new ClientModel
        {
            Title = document.Title,
            Names = client,
            Objects = objects,
            Unions = emitted.OfType<UnionDraft>().Select(finisher.Union).OrderBy(t => t.Name, StringComparer.Ordinal).ToList(),
            Enums = emitted.OfType<EnumDraft>().Select(finisher.Enum).OrderBy(t => t.Name, StringComparer.Ordinal).ToList(),
            ErrorSets = errorSets.OrderBy(s => s.Name, StringComparer.Ordinal).ToList(),
            Queries = queryTypes.Values.OrderBy(q => q.Name, StringComparer.Ordinal).ToList(),
            Operations = finished.OrderBy(o => o.Name, StringComparer.Ordinal).ToList(),
            Builders = paths.Finish(names),
            Secrets = SecretRule.Of(objects),
        };
        return (ErrorModels.Mark(model), names);
    }

    private sealed record Walked(QueryShaper Queries, OperationShaper Operations, PathShaper Paths);

    private static Walked Walk(ApiDocument document, NameLock names, CuratedNames curated, ClientNames client, Dialect dialect, SharedShapes shapes)
    {
        var types = new TypeShaper(document.Components, shapes, names, dialect);
        var queries = new QueryShaper(types, dialect);
        var operations = new OperationShaper(types, queries, curated, dialect);
        var paths = new PathShaper(client.Client, dialect.ClientMembers);
        var operationNames = new NameSpace(names, "operations", ["All", "Find", "Models", "Equals", "ReferenceEquals", "ToString", "GetType", "GetHashCode"]);
        foreach (ApiOperation operation in document.Operations)
        {
            string name = operationNames.Name($"{operation.Method} {operation.Path}", CSharpNames.Pascal(operation.Id), "Operation");
            operations.Shape(operation, name);
            paths.Add(operation, name);
        }

        return new Walked(queries, operations, paths);
    }

    private static List<Draft> Reachable(IEnumerable<TypeRef> roots)
    {
        var found = new HashSet<Draft>(ReferenceEqualityComparer.Instance);
        var open = new Stack<TypeRef>(roots);
        while (open.TryPop(out TypeRef? type))
        {
            switch (type)
            {
                case ListRef list:
                    open.Push(list.Item);
                    break;
                case MapRef map:
                    open.Push(map.Value);
                    break;
                case NullableRef nullable:
                    open.Push(nullable.Inner);
                    break;
                case DraftRef reference when found.Add(reference.Draft):
                    foreach (TypeRef inner in Inside(reference.Draft)) open.Push(inner);
                    break;
            }
        }

        return found.OrderBy(d => d.FirstPlace, StringComparer.Ordinal).ToList();
    }

    private static IEnumerable<TypeRef> Inside(Draft draft) => draft switch
    {
        ObjectDraft item => item.Properties.Select(p => p.Type).Concat(item.Additional is null ? [] : [item.Additional]),
        UnionDraft union => union.Cases.Select(c => c.Type),
        _ => [],
    };
}
