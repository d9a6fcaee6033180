using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits the catalog of all operations.</summary>
internal static class CatalogEmitter
{
    private static readonly string[] _usings =
        ["System", "System.Collections.Generic", "System.IO", "System.Net.Http", "System.Text.Json", "System.Threading", .. Source.RuntimeNamespaces];

    public static PlannedFile Emit(ClientModel model)
        => Source.File("OperationCatalog.g.cs", model.Names.Namespace, [.. _usings, model.Names.Requests], writer =>
    {
        writer.Line("/// <summary>Every operation of the API: its id, method, path, types and decoders.</summary>");
        using SourceWriter.Block body = writer.Open("public static partial class OperationCatalog");
        foreach (ClientOperation operation in model.Operations) Operation(writer, operation);
        writer.Line("private static IReadOnlyList<Operation>? _All;");
        writer.Line();
        foreach (ClientOperation operation in model.Operations) writer.Line($"private static Operation<{ResultType(operation)}>? _{operation.Name};");
        writer.Line();
        writer.Line("/// <summary>All operations, in ordinal order of their names.</summary>");
        writer.Line("public static IReadOnlyList<Operation> All => _All ??=");
        writer.Line("[");
        foreach (ClientOperation operation in model.Operations) writer.Line($"    {operation.Name},");
        writer.Line("];");
        writer.Line();
        writer.Line("""
            /// <summary>Finds an operation.</summary>
            /// <param name="id">The operation id, for example <c>session.prompt</c>.</param>
            /// <returns>The operation; null when there is none with that id.</returns>
            public static Operation? Find(string id)
            {
                foreach (Operation operation in All)
                {
                    if (operation.Id == id)
                        return operation;
                }

                return null;
            }
            """);
    });

    private static void Operation(SourceWriter writer, ClientOperation operation)
    {
        writer.Line($"/// <summary><c>{Source.Escape(operation.Id)}</c>: {operation.Method} {Source.Escape(operation.Path)}.</summary>");
        string result = ResultType(operation);

        // Made when it is asked for, and once whoever asks: programs use a few of them, and start the sooner.
        writer.Line($"public static Operation<{result}> {operation.Name} => _{operation.Name} ?? Interlocked.CompareExchange(ref _{operation.Name}, new()");
        using SourceWriter.Block body = writer.Open(null, $"}}, null) ?? _{operation.Name};\n");
        writer.Line($"Id = {Source.Literal(operation.Id)},");
        writer.Line($"Method = {Method(operation.Method)},");
        writer.Line($"PathTemplate = {Source.Literal(operation.Path)},");
        if (!string.IsNullOrWhiteSpace(operation.Summary)) writer.Line($"Summary = {Source.Literal(operation.Summary.Trim())},");
        writer.Line($"Kind = OperationKind.{operation.Result},");
        if (operation.IsDeprecated) writer.Line("IsDeprecated = true,");
        if (operation.IsLongRunning) writer.Line("IsLongRunning = true,");
        if (operation.Body is { } request)
        {
            writer.Line($"RequestType = typeof({(request.Kind == BodyKind.Json ? TypeOf(Qualified(request.Type!)) : request.Kind == BodyKind.Text ? "string" : request.Kind == BodyKind.Form ? "HttpContent" : "Stream")}),");
            if (request.IsRequired) writer.Line("IsRequestRequired = true,");
        }

        if (operation.QueryNames.Count > 0) writer.Line($"QueryParameters = [{string.Join(", ", operation.QueryNames.Select(Source.Literal))}],");
        if (operation.Result is ResultKind.Json or ResultKind.EventStream)
            writer.Line($"ResultDecoder = {(operation.ResultType is { } type ? TypeSyntax.Decoder(Qualified(type)) : TypeSyntax.Decoder(new ScalarRef(Scalar.Element)))},");
        writer.Line("Responses =");
        writer.Line("[");
        foreach (ClientResponse response in operation.Responses) writer.Line($"    {Response(response)},");
        writer.Line("],");
    }

    // An operation and a model can have the same name.
    private static TypeRef Qualified(TypeRef type) => TypeSyntax.Qualify(type, "Models");

    private static string Response(ClientResponse response)
    {
        string content = response.ContentType is null ? "" : ", " + Source.Literal(response.ContentType);
        if (response.ErrorSet is { } set) return $"new OperationResponse<object?>({Source.Literal(response.Status)}{content}, ErrorBodies.{set})";
        return response.Type is { } type
            ? $"new OperationResponse<{TypeSyntax.Name(Qualified(type))}>({Source.Literal(response.Status)}{content}, {TypeSyntax.Decoder(Qualified(type))})"
            : $"new OperationResponse<object?>({Source.Literal(response.Status)}{content})";
    }

    private static string ResultType(ClientOperation operation) => operation.Result switch
    {
        ResultKind.Json or ResultKind.EventStream => operation.ResultType is { } type ? TypeSyntax.Name(Qualified(type)) : "JsonElement",
        ResultKind.Text => "string",
        ResultKind.Binary => "Stream",
        _ => "object?",
    };

    // typeof does not know nullable reference types.
    private static string TypeOf(TypeRef type) => type is NullableRef { Inner: { } inner } && !TypeSyntax.IsValueType(inner)
        ? TypeSyntax.Name(inner)
        : TypeSyntax.Name(type).Replace("?>", ">", StringComparison.Ordinal);

    private static string Method(string method) => method switch
    {
        "GET" or "PUT" or "POST" or "DELETE" or "HEAD" or "OPTIONS" or "PATCH" or "TRACE" => $"HttpMethod.{method[0]}{method[1..].ToLowerInvariant()}",
        _ => $"new HttpMethod({Source.Literal(method)})",
    };
}
