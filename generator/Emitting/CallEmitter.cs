using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits one call per operation with arguments given as JSON, so that contract tests can drive the whole client from data.</summary>
public static class CallEmitter
{
    private static readonly string[] _usings =
        ["System", "System.Collections.Generic", "System.Text.Json", "System.Threading", "System.Threading.Tasks", .. Source.RuntimeNamespaces];

    /// <summary>Plans the one file.</summary>
    public static IReadOnlyList<PlannedFile> Emit(ClientModel model)
    {
        Dictionary<string, string> places = Places(model);
        return [Source.File("OperationCalls.g.cs", model.Names.Calls, [.. _usings, model.Names.Models, model.Names.Requests], writer =>
        {
            writer.Line("#pragma warning disable CS0618 // Deprecated operations are part of the contract, too.");
            writer.Line("/// <summary>Calls any operation through the client's builders.</summary>");
            using SourceWriter.Block type = writer.Open("internal static class OperationCalls");
            writer.Line("/// <summary>Calls an operation.</summary>");
            writer.Line("/// <returns>What the client makes of the response; null when it carries nothing.</returns>");
            using SourceWriter.Block method = writer.Open($"public static Task<object?> CallAsync({model.Names.Client} client, string operation, CallArguments call, CancellationToken token) => operation switch", "};");
            foreach (ClientOperation operation in model.Operations.Where(static o => o.Result is not (ResultKind.EventStream or ResultKind.WebSocket)))
                writer.Line($"{Source.Literal(operation.Id)} => CallArguments.{Unwrap(operation.Result)}({places[operation.Name]}.{OperationMethodEmitter.MethodName(operation)}({Arguments(model, operation)})),");
            writer.Line("_ => throw new ArgumentException($\"'{operation}' is not a call of the client.\", nameof(operation)),");
        })];
    }

    /// <summary>The expression that reaches each operation's builder.</summary>
    private static Dictionary<string, string> Places(ClientModel model)
    {
        Dictionary<string, BuilderType> builders = model.Builders.ToDictionary(static b => b.Name ?? "", StringComparer.Ordinal);
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        Visit(builders[""], "client");
        return places;

        void Visit(BuilderType builder, string expression)
        {
            foreach (string operation in builder.Operations) places[operation] = expression;
            foreach (BuilderChild child in builder.Children) Visit(builders[child.Type], expression + Step(child));
        }
    }

    private static string Step(BuilderChild child) => child.Kind switch
    {
        ChildKind.Property => $".{child.Name}",
        ChildKind.Indexer => $"[{Path(child.Parameters[0])}]",
        ChildKind.SegmentsIndexer => "[call.Path(\"*\")]",
        _ => $".{child.Name}({string.Join(", ", child.Parameters.Select(Path))})",
    };

    private static string Path(PathParameter parameter) => $"call.Path{(parameter.IsInteger ? "Number" : "")}({Source.Literal(parameter.WireName)})";

    private static string Arguments(ClientModel model, ClientOperation operation)
    {
        var arguments = new List<string>();
        if (operation.Body is { IsOptional: false } body) arguments.Add(Body(body));
        arguments.AddRange(operation.Required.Select(static p => $"call.Query<{TypeSyntax.Name(TypeSyntax.Bare(p.Type))}>({Source.Literal(p.WireName)})!"));
        if (operation.Body is { IsOptional: true } optional) arguments.Add(Body(optional));
        QueryType? query = model.Queries.FirstOrDefault(q => q.Name == operation.Query);
        string settings = string.Concat((query?.Parameters ?? []).Select(static p => $" c.Query.{p.Name} = call.Query<{TypeSyntax.Name(TypeSyntax.Bare(p.Type))}?>({Source.Literal(p.WireName)});"));
        arguments.Add($"c => {{ call.Configure(c);{settings} }}");
        arguments.Add("token");
        return string.Join(", ", arguments);
    }

    private static string Body(RequestBody body) => body.Kind switch
    {
        BodyKind.Json => $"call.Body<{TypeSyntax.Name(body.Type!)}>(){(body.IsOptional ? "" : "!")}",
        BodyKind.Text => "call.TextBody()",
        BodyKind.Form => "call.FormBody()",
        _ => "call.BinaryBody()",
    };

    private static string Unwrap(ResultKind kind) => kind switch
    {
        ResultKind.Json => "ResultAsync",
        ResultKind.Text => "TextAsync",
        ResultKind.Binary => "BytesAsync",
        _ => "NothingAsync",
    };
}
