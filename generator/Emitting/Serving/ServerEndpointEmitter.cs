using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting.Serving;

/// <summary>Emits the endpoints of a group: how a request becomes a call, and a result a response.</summary>
internal static class ServerEndpointEmitter
{
    public static PlannedFile Emit(string set, IReadOnlyList<ServedOperation> operations, ClientNames names, IEnumerable<string> usings)
        => Source.File($"{operations[0].Group}Endpoints.g.cs", names.ServerOperations, usings, writer =>
    {
        using SourceWriter.Block body = writer.Open($"internal static class {operations[0].Group}Endpoints");
        writer.Line($"public static IReadOnlyList<OperationEndpoint<{set}>> All {{ get; }} =");
        writer.Line("[");
        writer.Indent();
        foreach (ServedOperation operation in operations)
        {
            ClientOperation o = operation.Operation;
            writer.Line($"new({Source.Literal(o.Id)}, {Source.Literal(o.Method)}, {Source.Literal(o.Path)}, OperationKind.{o.Result}, {o.Name}Async),");
        }

        writer.Outdent();
        writer.Line("];");
        foreach (ServedOperation operation in operations)
        {
            writer.Line();
            Handler(writer, set, operation);
        }
    });

    private static void Handler(SourceWriter writer, string set, ServedOperation served)
    {
        ClientOperation operation = served.Operation;
        using SourceWriter.Block method = writer.Open($"private static async Task {operation.Name}Async({set} operations, OperationExchange exchange)");
        using (writer.Open($"var call = new {served.Call}", "};"))
        {
            writer.Line("HttpContext = exchange.HttpContext,");
            foreach (ServedParameter parameter in served.Parameters) writer.Line($"{parameter.Name} = {Read(parameter)},");
            if (operation.Body is { } body) writer.Line($"Body = {Read(body)},");
        }

        string invoked = $"operations.{served.Group}.{served.Method}(call, exchange.Aborted)";
        ClientResponse success = operation.Responses.FirstOrDefault(static r => r.Status.StartsWith('2')) ?? new ClientResponse("200", null, null, null, []);
        string status = int.TryParse(success.Status, out int code) ? $"{code}" : "200";
        string type = Source.Literal(success.ContentType ?? "text/plain; charset=utf-8");
        writer.Line(operation.Result switch
        {
            ResultKind.Json when operation.ResultType is NamedRef { Kind: not NamedKind.Enum } => $"await exchange.WriteModelAsync({status}, await {invoked});",
            ResultKind.Json => $"await exchange.WriteJsonAsync({status}, await {invoked}, {TypeSyntax.Encoder(operation.ResultType!)});",
            ResultKind.Text => $"await exchange.WriteTextAsync({status}, {type}, await {invoked});",
            ResultKind.Binary => $"await exchange.WriteContentAsync({status}, await {invoked});",
            ResultKind.EventStream => $"await exchange.WriteEventsAsync({invoked});",
            ResultKind.WebSocket => $"await {invoked};",
            _ => $"await {invoked};\nexchange.Complete({status});",
        });
    }

    private static string Read(RequestBody body) => body.Kind switch
    {
        BodyKind.Json when body.IsOptional => $"await exchange.TryReadJsonAsync<{TypeSyntax.Name(body.Type!)}>({TypeSyntax.Decoder(body.Type!)})",
        BodyKind.Json => $"await exchange.ReadJsonAsync<{TypeSyntax.Name(body.Type!)}>({TypeSyntax.Decoder(body.Type!)})",
        BodyKind.Text => "await exchange.ReadTextAsync()",
        BodyKind.Form => "await exchange.ReadFormAsync()",
        _ => "exchange.HttpContext.Request.Body",
    };

    private static string Read(ServedParameter parameter)
    {
        if (parameter.Path is { } path) return $"exchange.Path{(path.IsInteger ? "Integer" : "")}({Source.Literal(path.WireName)})";
        QueryParameter query = parameter.Query!;
        return query.Members.Count > 0 ? ReadObject(query) : parameter.IsRequired ? $"OperationExchange.Required({Source.Literal(query.WireName)}, {Read(query)})" : Read(query);
    }

    private static string ReadObject(QueryParameter query)
    {
        string names = string.Join(", ", query.Members.Select(static m => Source.Literal(m.WireName)));
        string members = string.Join(", ", query.Members.Select(static m => $"{m.Name} = {Read(m)}"));
        return $"exchange.HasAny({names}) ? new {TypeSyntax.Name(TypeSyntax.Bare(query.Type))} {{ {members} }} : null";
    }

    private static string Read(QueryParameter query)
    {
        string source = query.IsHeader ? "Header" : "Query";
        string name = Source.Literal(query.WireName);
        return (query.Style, TypeSyntax.Bare(query.Type)) switch
        {
            (ParameterStyle.Json, { } type) => $"exchange.{source}Json<{TypeSyntax.Name(type)}>({name}, {TypeSyntax.Decoder(type)})",
            (ParameterStyle.Joined, ListRef list) => $"exchange.{source}List({name}, '{query.Separator}', {Parse(list.Item)})",
            (_, ListRef list) => $"exchange.{source}List({name}, null, {Parse(list.Item)})",
            (_, { } type) => $"exchange.{source}({name}, {Parse(type)})",
        };
    }

    private static string Parse(TypeRef type) => TypeSyntax.Bare(type) switch
    {
        ScalarRef { Kind: Scalar.Int64 } => "ParameterText.Integer",
        ScalarRef { Kind: Scalar.Double or Scalar.AnyDouble } => "ParameterText.Number",
        ScalarRef { Kind: Scalar.Boolean } => "ParameterText.Boolean",
        NamedRef { Kind: NamedKind.Enum } named => $"ParameterText.Value<{named.Name}>",
        _ => "ParameterText.Text",
    };
}
