using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits the method that calls an operation.</summary>
internal static class OperationMethodEmitter
{
    public static void Emit(SourceWriter writer, ClientOperation operation, QueryType? query)
    {
        Method(writer, operation, query);
        ShortcutEmitter.Emit(writer, operation);
    }

    private static void Method(SourceWriter writer, ClientOperation operation, QueryType? query)
    {
        string configuration = query is null ? "RequestConfiguration" : $"RequestConfiguration<{query.Name}>";
        writer.Line();
        Document(writer, operation, query);
        Source.Obsolete(writer, operation.IsDeprecated, "operation");
        using SourceWriter.Block body = writer.Open($"public {ReturnType(operation)} {MethodName(operation)}({Parameters(operation, configuration)})");
        if (operation.Body is { IsOptional: false } required && (required.Type is null || !TypeSyntax.IsValueType(required.Type))
            && required.Type is not NullableRef)
        {
            writer.Line("ArgumentNullException.ThrowIfNull(body);");
        }

        if (operation.Body is { Location: { } location } located) FillLocation(writer, located, location);
        foreach (QueryParameter parameter in operation.Required.Where(p => !TypeSyntax.IsValueType(p.Type)))
            writer.Line($"ArgumentNullException.ThrowIfNull({parameter.Argument});");
        writer.Line($"{configuration}? configuration = Configured(configure);");
        bool hasQuery = operation.Required.Any(p => !p.IsHeader) || query?.Parameters.Any(p => !p.IsHeader) == true;
        if (hasQuery) writer.Line("var url = new RequestUrl(RequestPath);");
        foreach (QueryParameter parameter in operation.Required) QueryEmitter.Add(writer, parameter, new(parameter.Argument, MayBeNull: false));
        foreach (QueryParameter parameter in query?.Parameters ?? [])
        {
            string value = $"configuration?.Query.{parameter.Name}";
            if (parameter.Members.Count > 0)
            {
                string local = "_" + char.ToLowerInvariant(parameter.Name[0]) + parameter.Name[1..];
                writer.Line($"{TypeSyntax.Name(parameter.Type)}? {local} = {value};");
                value = local;
            }

            QueryEmitter.Add(writer, parameter, new(value, MayBeNull: true));
        }

        writer.Line($"return Sender.{SenderMethod(operation)}(OperationCatalog.{operation.Name}, {(hasQuery ? "url.ToString()" : "RequestPath")}, configuration, {Content(operation)}, cancellationToken);");
    }

    private static void FillLocation(SourceWriter writer, RequestBody body, LocationProperty location)
    {
        string type = TypeSyntax.Name(body.Type!);
        if (body.IsOptional) writer.Line($"body ??= new {type}();");
        DefaultProperty first = location.Filled[0];
        string others = string.Concat(location.Filled.Skip(1).Select(p => $", {p.Name} = Sender.GetDefault({Source.Literal(p.Default)})"));
        writer.Line($"if (body.{location.Name} is null && Sender.GetDefault({Source.Literal(first.Default)}) is {{ }} _{first.Default})");
        writer.Line($"    body = new {type}(body) {{ {location.Name} = new {location.Type} {{ {first.Name} = _{first.Default}{others} }} }};");
    }

    private static void Document(SourceWriter writer, ClientOperation operation, QueryType? query)
    {
        string summary = string.IsNullOrWhiteSpace(operation.Summary) ? $"Calls {operation.Id}." : operation.Summary.Trim().TrimEnd('.') + ".";
        Source.Document(writer, summary, "");
        writer.Line("/// <remarks>");
        if (!string.IsNullOrWhiteSpace(operation.Description))
        {
            foreach (string line in Source.Escape(operation.Description.Trim()).Split('\n')) writer.Line($"/// {line.Trim()}".TrimEnd());
        }

        writer.Line($"/// <para>Operation <c>{Source.Escape(operation.Id)}</c>: <c>{operation.Method} {Source.Escape(operation.Path)}</c>.</para>");
        string errors = string.Join(", ", operation.Responses
            .Where(r => !r.Status.StartsWith('2') && (r.Type is not null || r.ErrorSet is not null))
            .Select(r => $"{r.Status} <c>{Source.Escape(r.Type is null ? string.Join(" or ", r.ErrorTypes) : TypeSyntax.Name(r.Type))}</c>"));
        if (errors.Length > 0) writer.Line($"/// <para>Documented errors: {errors}.</para>");
        writer.Line("/// </remarks>");
        if (operation.Body is { } body)
            writer.Line($"/// <param name=\"body\">The request body{(body.IsOptional ? "; null sends an empty one" : "")}.</param>");
        foreach (QueryParameter parameter in operation.Required)
            Source.Document(writer, parameter.Summary, "", $"param name=\"{parameter.Argument.TrimStart('@')}\"");
        writer.Line($"/// <param name=\"configure\">Sets {(query is null ? "" : "query parameters, ")}headers and time limits of this request.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Cancels the request.</param>");
        writer.Line($"/// <returns>{Returns(operation)}</returns>");
        writer.Line("/// <exception cref=\"ApiStatusException\">The server responded with an error status.</exception>");
        writer.Line("/// <exception cref=\"ApiException\">The request failed otherwise: no connection, a time limit, or a response that breaks the contract.</exception>");
    }

    private static string Returns(ClientOperation operation) => operation.Result switch
    {
        ResultKind.Json => "The decoded response.",
        ResultKind.NoContent => "A task that ends with the request.",
        ResultKind.Text => "The response as a string.",
        ResultKind.Binary => "The body as it arrives; dispose it.",
        _ => "The events as they arrive; the request is sent when the enumeration begins.",
    };

    public static string ReturnType(ClientOperation operation) => operation.Result switch
    {
        ResultKind.Json => $"Task<{TypeSyntax.Name(operation.ResultType!)}>",
        ResultKind.NoContent => "Task",
        ResultKind.Text => "Task<string>",
        ResultKind.Binary => "Task<Stream>",
        _ => $"EventSubscription<{(operation.ResultType is null ? "JsonElement" : TypeSyntax.Name(operation.ResultType))}>",
    };

    private static string SenderMethod(ClientOperation operation) => operation.Result switch
    {
        ResultKind.Json => "SendAsync",
        ResultKind.NoContent => "SendNoContentAsync",
        ResultKind.Text => "SendTextAsync",
        ResultKind.Binary => "SendBinaryAsync",
        _ => "Subscribe",
    };

    public static string MethodName(ClientOperation operation)
        => operation.Result == ResultKind.EventStream ? "SubscribeAsync" : operation.Method[0] + operation.Method[1..].ToLowerInvariant() + "Async";

    private static string Parameters(ClientOperation operation, string configuration)
    {
        var parameters = new List<string>();
        if (operation.Body is { IsOptional: false } body) parameters.Add($"{BodyType(body)} body");
        parameters.AddRange(operation.Required.Select(p => $"{TypeSyntax.Name(TypeSyntax.Bare(p.Type))} {p.Argument}"));
        if (operation.Body is { IsOptional: true } optional) parameters.Add($"{BodyType(optional)}? body = null");
        parameters.Add($"Action<{configuration}>? configure = null");
        parameters.Add("CancellationToken cancellationToken = default");
        return string.Join(", ", parameters);
    }

    public static string BodyType(RequestBody body) => body.Kind switch
    {
        BodyKind.Json => TypeSyntax.Name(body.Type!),
        BodyKind.Text => "string",
        BodyKind.Form => "HttpContent",
        _ => "Stream",
    };

    private static string Content(ClientOperation operation)
    {
        if (operation.Body is not { } body) return "null";
        string content = body.Kind switch
        {
            BodyKind.Form => "body",
            BodyKind.Text => $"new StringContent(body, null, {Source.Literal(body.ContentType.Split(';')[0].Trim())})",
            BodyKind.Binary => $"Bytes(body, {Source.Literal(body.ContentType)})",
            // An absent body is refused by some operations that the spec calls optional; an empty object is not.
            _ when body.IsOptional && body.Type is NamedRef { Kind: NamedKind.Object } model => $"JsonModelContent.Create(body ?? new {model.Name}())",
            _ when body.Type is NamedRef { Kind: not NamedKind.Enum } => "JsonModelContent.Create(body)",
            _ => $"JsonModelContent.Create<{TypeSyntax.Name(body.Type!)}>(body, {TypeSyntax.Encoder(body.Type!)})",
        };
        return body.IsOptional && body.Type is not NamedRef { Kind: NamedKind.Object } ? $"body is null ? null : {content}" : content;
    }
}
