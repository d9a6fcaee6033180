using Microsoft.OpenApi;
using OpenCodeGen.Dialects;
using OpenCodeGen.Model;
using ParameterStyle = OpenCodeGen.Model.ParameterStyle;

namespace OpenCodeGen.Reading;

/// <summary>Reads the operations of a document, sorted by path and method.</summary>
internal sealed class OperationReader(SchemaReader schemas, Dialect dialect)
{
    public IReadOnlyList<ApiOperation> Read(OpenApiDocument document)
    {
        var operations = new List<ApiOperation>();
        foreach ((string path, IOpenApiPathItem item) in document.Paths ?? [])
        {
            string pointer = "#/paths/" + PointerText.Escape(path);
            foreach ((HttpMethod method, OpenApiOperation operation) in item.Operations ?? [])
                operations.Add(ReadOperation(path, item, method.Method, operation, $"{pointer}/{method.Method.ToLowerInvariant()}"));
        }

        operations.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path) is var order and not 0 ? order : string.CompareOrdinal(a.Method, b.Method));
        return operations;
    }

    private ApiOperation ReadOperation(string path, IOpenApiPathItem item, string method, OpenApiOperation operation, string pointer)
    {
        List<ApiParameter> parameters = ReadParameters(operation.Parameters, pointer + "/parameters");
        foreach (ApiParameter shared in ReadParameters(item.Parameters, pointer[..pointer.LastIndexOf('/')] + "/parameters"))
        {
            if (!parameters.Exists(own => own.Name == shared.Name && own.Place == shared.Place)) parameters.Add(shared);
        }

        List<ApiResponse> responses = ReadResponses(operation, pointer);
        return new ApiOperation
        {
            Pointer = pointer,
            Path = path,
            Method = method.ToUpperInvariant(),
            Id = operation.OperationId is { Length: > 0 } id ? id : $"{method.ToLowerInvariant()} {path}",
            Summary = operation.Summary,
            Description = operation.Description,
            IsDeprecated = operation.Deprecated,
            IsWebSocket = operation.Extensions?.ContainsKey("x-websocket") == true
                || operation.Responses?.ContainsKey("101") == true
                || dialect.IsWebSocket(method.ToUpperInvariant(), path, parameters, responses),
            Parameters = parameters,
            Body = ReadBody(operation.RequestBody, pointer + "/requestBody"),
            Responses = responses,
        };
    }

    private List<ApiParameter> ReadParameters(IList<IOpenApiParameter>? list, string pointer)
    {
        var parameters = new List<ApiParameter>();
        for (int i = 0; i < (list?.Count ?? 0); i++)
        {
            ApiParameter? parameter = ReadParameter(list![i], $"{pointer}/{i}");
            // Early releases repeat a parameter; the first one counts.
            if (parameter is not null && !parameters.Exists(p => p.Name == parameter.Name && p.Place == parameter.Place)) parameters.Add(parameter);
        }

        return parameters;
    }

    private ApiParameter? ReadParameter(IOpenApiParameter parameter, string pointer)
    {
        if (parameter.In == ParameterLocation.Cookie)
            throw new SpecException(pointer, $"the cookie parameter '{parameter.Name}' is not understood; send cookies through a header.");
        bool isJson = parameter.Schema is null && parameter.Content is { Count: > 0 };
        IOpenApiSchema? schema = parameter.Schema ?? parameter.Content?.Values.FirstOrDefault()?.Schema;
        ParameterPlace place = parameter.In switch
        {
            ParameterLocation.Path => ParameterPlace.Path,
            ParameterLocation.Header => ParameterPlace.Header,
            ParameterLocation.Query => ParameterPlace.Query,
            _ => throw new SpecException(pointer, $"the place '{parameter.In}' of parameter '{parameter.Name}' is not understood."),
        };
        (ParameterStyle style, char separator) = isJson ? (ParameterStyle.Json, ',') : Style(parameter, place, pointer);
        return new ApiParameter
        {
            Pointer = pointer,
            Name = parameter.Name ?? throw new SpecException(pointer, "the parameter has no name."),
            Place = place,
            Schema = schema is null ? new Schema { Pointer = pointer + "/schema", Types = JsonTypes.String } : schemas.Read(schema, pointer + "/schema"),
            IsRequired = parameter.Required,
            Style = style,
            Separator = separator,
            Description = parameter.Description,
        };
    }

    private static (ParameterStyle Style, char Separator) Style(IOpenApiParameter parameter, ParameterPlace place, string pointer)
        => (place, parameter.Style) switch
        {
            (ParameterPlace.Query, Microsoft.OpenApi.ParameterStyle.DeepObject) => (ParameterStyle.DeepObject, ','),
            (ParameterPlace.Query, Microsoft.OpenApi.ParameterStyle.SpaceDelimited) => (ParameterStyle.Joined, ' '),
            (ParameterPlace.Query, Microsoft.OpenApi.ParameterStyle.PipeDelimited) => (ParameterStyle.Joined, '|'),
            (ParameterPlace.Query, null or Microsoft.OpenApi.ParameterStyle.Form) => (parameter.Explode ? ParameterStyle.Exploded : ParameterStyle.Joined, ','),
            (ParameterPlace.Path or ParameterPlace.Header, null or Microsoft.OpenApi.ParameterStyle.Simple) => (ParameterStyle.Joined, ','),
            _ => throw new SpecException(pointer, $"the style '{parameter.Style}' of parameter '{parameter.Name}' is not understood."),
        };

    private ApiBody? ReadBody(IOpenApiRequestBody? body, string pointer)
    {
        if (body?.Content is not { Count: > 0 } content) return null;
        (string type, IOpenApiMediaType media) = Preferred(content);
        RefuseNothing(media, $"{pointer}/content/{PointerText.Escape(type)}");
        Schema? schema = media.Schema is null ? null : schemas.Read(media.Schema, $"{pointer}/content/{PointerText.Escape(type)}/schema");
        return new ApiBody(pointer, type.ToLowerInvariant(), schema, body.Required);
    }

    private List<ApiResponse> ReadResponses(OpenApiOperation operation, string pointer)
    {
        var responses = new List<ApiResponse>();
        foreach ((string status, IOpenApiResponse response) in operation.Responses ?? [])
        {
            string place = $"{pointer}/responses/{status}";
            if (response.Content is not { Count: > 0 } content)
            {
                responses.Add(new ApiResponse(place, status, null, null, response.Description));
                continue;
            }

            (string type, IOpenApiMediaType media) = Preferred(content);
            string mediaPointer = $"{place}/content/{PointerText.Escape(type)}";
            RefuseNothing(media, mediaPointer);
            IOpenApiSchema? schema = media.Schema ?? media.ItemSchema;
            responses.Add(new ApiResponse(
                place, status, type.ToLowerInvariant(), schema is null ? null : schemas.Read(schema, mediaPointer + "/schema"), response.Description));
        }

        responses.Sort((a, b) => string.CompareOrdinal(a.Status, b.Status));
        return responses;
    }

    private static void RefuseNothing(IOpenApiMediaType? media, string pointer)
    {
        if (media is null) throw new SpecException(pointer, "is not a media type: an object is expected.");
    }

    private static KeyValuePair<string, IOpenApiMediaType> Preferred(IDictionary<string, IOpenApiMediaType> content)
        => content.OrderBy(c => Rank(c.Key)).ThenBy(c => c.Key, StringComparer.Ordinal).First();

    private static int Rank(string contentType)
    {
        string type = contentType.Split(';')[0].Trim().ToLowerInvariant();
        if (type == "application/json") return 0;
        if (type.EndsWith("+json", StringComparison.Ordinal) || type.EndsWith("/json", StringComparison.Ordinal)) return 1;
        if (type == "text/event-stream") return 2;
        if (type.StartsWith("text/", StringComparison.Ordinal)) return 3;
        return type.StartsWith("multipart/", StringComparison.Ordinal) || type == "application/x-www-form-urlencoded" ? 5 : 4;
    }
}
