using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting.Serving;

/// <summary>Emits the interface of a group, and the classes with what its requests bring.</summary>
internal static class ServerInterfaceEmitter
{
    public static PlannedFile Emit(IReadOnlyList<ServedOperation> operations, ClientNames names, IEnumerable<string> usings)
        => Source.File($"{operations[0].Interface}.g.cs", names.ServerOperations, usings, writer =>
    {
        writer.Line($"/// <summary>Serves {Source.Escape(string.Join(", ", operations.Select(static o => o.Operation.Id)))}. What is not overridden answers 501.</summary>");
        using (writer.Open($"public partial interface {operations[0].Interface}"))
        {
            for (int i = 0; i < operations.Count; i++)
            {
                if (i > 0) writer.Line();
                Method(writer, operations[i]);
            }
        }

        foreach (ServedOperation operation in operations) Call(writer, operation);
    });

    private static void Method(SourceWriter writer, ServedOperation served)
    {
        ClientOperation operation = served.Operation;
        string summary = string.IsNullOrWhiteSpace(operation.Summary) ? $"Serves {operation.Id}." : operation.Summary.Trim().TrimEnd('.') + ".";
        Source.Document(writer, summary, "");
        writer.Line($"/// <remarks>Operation <c>{Source.Escape(operation.Id)}</c>: <c>{operation.Method} {Source.Escape(operation.Path)}</c>.</remarks>");
        writer.Line("/// <param name=\"call\">What the request brings.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Is cancelled when the caller has gone.</param>");
        writer.Line("/// <exception cref=\"OperationException\">The request is refused; the exception is the response.</exception>");
        writer.Line($"{ReturnType(operation)} {served.Method}({served.Call} call, CancellationToken cancellationToken)");
        writer.Line($"    => throw new OperationNotServedException({Source.Literal(operation.Id)});");
    }

    private static void Call(SourceWriter writer, ServedOperation served)
    {
        ClientOperation operation = served.Operation;
        writer.Line();
        writer.Line($"/// <summary>What a request of <c>{Source.Escape(operation.Id)}</c> brings.</summary>");
        using SourceWriter.Block body = writer.Open($"public sealed partial class {served.Call} : OperationCall");
        foreach (ServedParameter parameter in served.Parameters)
        {
            string where = parameter.Path is not null ? "path" : parameter.Query!.IsHeader ? "headers" : "query";
            string absence = parameter.IsRequired ? "" : "; null when it is absent";
            Source.Document(writer, parameter.Query?.Summary, $"<c>{Source.Escape(parameter.Path?.WireName ?? parameter.Query!.WireName)}</c> in the {where}{absence}.");
            writer.Line($"public {(parameter.IsRequired ? "required " : "")}{parameter.Type} {parameter.Name} {{ get; init; }}");
            writer.Line();
        }

        if (operation.Body is not { } content) return;
        bool isRequired = !content.IsOptional;
        writer.Line($"/// <summary>The body{(isRequired ? "" : "; null when there is none")}.</summary>");
        writer.Line($"public {(isRequired ? "required " : "")}{BodyType(content)}{(isRequired ? "" : "?")} Body {{ get; init; }}");
    }

    // A form is read from the context.
    private static string BodyType(RequestBody body)
        => body.Kind == BodyKind.Form ? "global::Microsoft.AspNetCore.Http.IFormCollection" : OperationMethodEmitter.BodyType(body);

    private static string ReturnType(ClientOperation operation) => operation.Result switch
    {
        ResultKind.Json => $"Task<{TypeSyntax.Name(operation.ResultType!)}>",
        ResultKind.Text => "Task<string>",
        ResultKind.Binary => "Task<ServedContent>",
        ResultKind.EventStream => "IAsyncEnumerable<EventFrame>",
        _ => "Task",
    };
}
