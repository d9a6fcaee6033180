using OpenCodeGen.Dialects;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Shapes operations: what they take, what they respond, and how an error body is told from another.</summary>
internal sealed class OperationShaper(TypeShaper types, QueryShaper queries, CuratedNames curated, Dialect dialect)
{
    private sealed record ResponseDraft(ApiResponse Source, TypeRef? Type, UnionDraft? Errors);

    private sealed record OperationDraft(
        ApiOperation Source, string Name, ResultKind Result, TypeRef? ResultType, ApiBody? Body, TypeRef? BodyType, BodyKind BodyKind,
        List<QueryShaper.ParameterDraft> Required, QueryShaper.QueryDraft? Query, List<ResponseDraft> Responses);

    private readonly List<OperationDraft> _drafts = [];
    private readonly SortedDictionary<string, UnionDraft> _errorSets = new(StringComparer.Ordinal);

    public void Shape(ApiOperation operation, string name)
    {
        (List<QueryShaper.ParameterDraft> required, QueryShaper.QueryDraft? query) = operation.IsWebSocket ? ([], null) : queries.Shape(operation);
        string title = CSharpNames.Pascal(operation.Id);
        (TypeRef? bodyType, BodyKind bodyKind) = Body(operation, title);
        ApiResponse? success = Success(operation);
        ResultKind kind = Kind(operation, success);
        var responses = new List<ResponseDraft>();
        TypeRef? result = null;
        foreach (ApiResponse response in operation.Responses)
        {
            bool isSuccess = response == success;
            ResponseDraft draft = Response(operation, response, isSuccess ? kind : null, title);
            responses.Add(draft);
            if (isSuccess && (kind is ResultKind.Json or ResultKind.EventStream)) result = draft.Type;
        }

        if (kind == ResultKind.Json && result is null) kind = ResultKind.NoContent;
        _drafts.Add(new OperationDraft(operation, name, kind, result, operation.Body, bodyType, bodyKind, required, query, responses));
    }

    public IEnumerable<UnionDraft> ErrorSets => _errorSets.Values;

    public IEnumerable<TypeRef> Roots()
    {
        foreach (OperationDraft draft in _drafts)
        {
            if (draft.BodyType is { } body)
                yield return body;
            foreach (ResponseDraft response in draft.Responses)
            {
                if (response.Type is { } type)
                    yield return type;
                foreach (CaseDraft error in response.Errors?.Cases ?? [])
                    yield return error.Type;
            }

            foreach (QueryShaper.ParameterDraft parameter in draft.Required.Concat(draft.Query?.Parameters ?? []))
                yield return parameter.Type;
        }
    }

    public (IReadOnlyList<ClientOperation> Operations, IReadOnlyList<UnionType> ErrorSets) Finish(
        TypeFinisher finisher, Dictionary<QueryShaper.QueryDraft, QueryType> queryTypes)
    {
        var setNames = new Dictionary<UnionDraft, string>();
        var sets = new List<UnionType>();
        foreach (UnionDraft set in _errorSets.Values)
        {
            string name = string.Join("Or", Titles(set));
            setNames.Add(set, name);
            sets.Add(new UnionType
            {
                Name = name,
                Place = set.FirstPlace,
                Cases = set.Cases.Select(c => new UnionCase { Type = TypeFinisher.Finish(c.Type), Token = c.Token }).ToList(),
                Objects = UnionDecisions.Build(set.Cases.Select(c => c.Type).ToList()),
                UnknownName = "",
            });
        }

        return (_drafts.Select(d => Finish(d, finisher, queryTypes, setNames)).ToList(), sets.DistinctBy(s => s.Name).ToList());
    }

    private ClientOperation Finish(
        OperationDraft draft, TypeFinisher finisher, Dictionary<QueryShaper.QueryDraft, QueryType> queryTypes, Dictionary<UnionDraft, string> sets)
    {
        ApiOperation source = draft.Source;
        TypeRef? bodyType = draft.BodyType is null ? null : TypeFinisher.Finish(draft.BodyType);
        bool canBeEmpty = draft.BodyType is DraftRef { Draft: ObjectDraft body } && body.Properties.TrueForAll(p => !p.IsRequired);
        return new ClientOperation
        {
            Id = source.Id,
            Name = draft.Name,
            Method = source.Method,
            Path = source.Path,
            Summary = source.Summary,
            Description = source.Description,
            IsDeprecated = source.IsDeprecated,
            IsLongRunning = curated.IsLongRunning(source.Id) || draft.Result == ResultKind.EventStream,
            Result = draft.Result,
            ResultType = draft.ResultType is null ? null : TypeFinisher.Finish(draft.ResultType),
            // Releases mark bodies as optional that the server refuses to do without; the schema knows better.
            Body = draft.Body is null ? null : new RequestBody(draft.BodyKind, bodyType, draft.Body.ContentType, IsOptional: !draft.Body.IsRequired
                && canBeEmpty, draft.Body.IsRequired || !canBeEmpty, BodyDefaults.Location(draft.BodyType, finisher, dialect)),
            Required = queries.Parameters(draft.Required, finisher, draft.Name + " required"),
            Query = draft.Query is null ? null : queryTypes[draft.Query].Name,
            QueryNames = source.Parameters.Where(p => p.Place == ParameterPlace.Query).OrderBy(p => !p.IsRequired).ThenBy(p => p.Name, StringComparer.Ordinal)
                .Select(p => p.Name).ToList(),
            Responses = draft.Responses.Select(r => new ClientResponse(r.Source.Status, r.Source.ContentType, r.Type is null
                ? null
                : TypeFinisher.Finish(r.Type), r.Errors is null ? null : sets[r.Errors], r.Errors is null ? [] : Titles(r.Errors))).ToList(),
        };
    }

    private static List<string> Titles(UnionDraft set) => set.Cases.Select(c => Title(TypeFinisher.Finish(c.Type))).Order(StringComparer.Ordinal).ToList();

    private static string Title(TypeRef type) => type switch
    {
        NamedRef named => named.Name,
        ScalarRef scalar => scalar.Kind.ToString(),
        ListRef list => "ListOf" + Title(list.Item),
        MapRef map => "MapOf" + Title(map.Value),
        NullableRef nullable => Title(nullable.Inner),
        _ => "Value",
    };

    private (TypeRef? Type, BodyKind Kind) Body(ApiOperation operation, string title)
    {
        if (operation.Body is not { } body) return (null, BodyKind.Json);
        if (!IsJson(body.ContentType)) return (null, RawBody(body.ContentType));
        Schema schema = body.Schema ?? new Schema { Pointer = body.Pointer };
        var place = new Place($"{operation.Pointer}/requestBody", "body", new NameContext(null, title + "Request"));
        return (types.Resolve(schema, place), BodyKind.Json);
    }

    private static BodyKind RawBody(string contentType)
    {
        if (contentType.StartsWith("multipart/", StringComparison.Ordinal)
            || contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal))
        {
            return BodyKind.Form;
        }

        return contentType.StartsWith("text/", StringComparison.Ordinal) ? BodyKind.Text : BodyKind.Binary;
    }

    private ResponseDraft Response(ApiOperation operation, ApiResponse response, ResultKind? success, string title)
    {
        if (response.ContentType is null || response.Schema is not { } schema || !(IsJson(response.ContentType) || success == ResultKind.EventStream))
            return new ResponseDraft(response, null, null);
        string path = $"{operation.Pointer}/responses/{response.Status}";
        if (success == ResultKind.EventStream)
            return new ResponseDraft(response, types.Resolve(EventOf(schema), new Place(path, "event", new NameContext(null, title + "Event"))), null);
        if (success is not null || response.Status.StartsWith('2'))
            return new ResponseDraft(response, types.Resolve(schema, new Place(path, "response", new NameContext(null, title + "Response"))), null);
        var errorPlace = new Place(path, "error", new NameContext(null, title + "Error" + (response.Status == "default" ? "" : response.Status)));
        Schema target = types.Forms.Target(schema);
        return target.Alternatives.Count > 1
            ? new ResponseDraft(response, null, ErrorSet(target, errorPlace))
            : new ResponseDraft(response, types.Resolve(schema, errorPlace), null);
    }

    /// <summary>One event of a stream. A frame's own fields are not the event: it is the JSON that its data carries.</summary>
    private Schema EventOf(Schema schema)
    {
        Schema target = types.Forms.Target(schema);
        Schema? data = target.Properties.FirstOrDefault(p => p.Name == "data")?.Schema;
        if (data is not null && types.Forms.Target(data).Content is { } content) return content;
        return target.Content ?? (target.Items is { } items && target.Types.HasFlag(JsonTypes.Array) ? items : schema);
    }

    private UnionDraft ErrorSet(Schema schema, Place place)
    {
        var cases = new List<CaseDraft>();
        int index = 0;
        foreach (Schema alternative in Flat(schema))
        {
            TypeRef type = types.Resolve(alternative, place.Alternative(types.Forms.Target(alternative), index++));
            type = type is NullableRef nullable ? nullable.Inner : type;
            JsonTypes token = types.Forms.Target(alternative).Types & ~JsonTypes.Null;
            if (!cases.Exists(c => c.Type == type)) cases.Add(new CaseDraft(type, token == JsonTypes.None ? JsonTypes.Object : token));
        }

        string key = string.Join('|', cases.Select(c => c.Type is DraftRef named ? named.Draft.FirstPlace : c.Type.ToString()).Order(StringComparer.Ordinal));
        if (!_errorSets.TryGetValue(key, out UnionDraft? set))
        {
            _errorSets.Add(key, set = new UnionDraft());
            set.Cases.AddRange(cases);
        }

        set.Places.TryAdd(place.Path, place.Context);
        return set;
    }

    private IEnumerable<Schema> Flat(Schema schema)
        => schema.Alternatives.SelectMany(a => types.Forms.Target(a) is { Alternatives.Count: > 0 } inner ? Flat(inner) : [a]);

    private static ApiResponse? Success(ApiOperation operation)
    {
        List<ApiResponse> successes = operation.Responses.Where(r => r.Status.StartsWith('2')).ToList();
        return successes.Find(r => r.ContentType is not null) ?? successes.FirstOrDefault()
            ?? operation.Responses.FirstOrDefault(r => r.Status == "default" && operation.Responses.Count == 1);
    }

    private static ResultKind Kind(ApiOperation operation, ApiResponse? success)
    {
        if (operation.IsWebSocket) return ResultKind.WebSocket;
        if (success?.ContentType is not { } type || operation.Method == "HEAD") return ResultKind.NoContent;
        string media = type.Split(';')[0].Trim();
        if (media == "text/event-stream") return ResultKind.EventStream;
        if (IsJson(type)) return ResultKind.Json;
        return media.StartsWith("text/", StringComparison.Ordinal) ? ResultKind.Text : ResultKind.Binary;
    }

    private static bool IsJson(string contentType)
    {
        string media = contentType.Split(';')[0].Trim();
        return media is "application/json" or "*/*" || media.EndsWith("+json", StringComparison.Ordinal) || media.EndsWith("/json", StringComparison.Ordinal);
    }
}
