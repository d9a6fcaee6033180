using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>
/// Emits the shorter forms of an operation's method: what has to be passed, and a token. The token has no default value, so that no call could mean both
/// the short and the whole method.
/// </summary>
internal static class ShortcutEmitter
{
    /// <param name="Type">The C# type.</param>
    /// <param name="Cref">The type as documentation refers to it.</param>
    /// <param name="Name">The name of the parameter.</param>
    private sealed record Parameter(string Type, string Cref, string Name);

    public static void Emit(SourceWriter writer, ClientOperation operation)
    {
        // A body that may be absent is passed, too: "PostAsync(new() { … })" could otherwise mean a new token.
        List<Parameter> parameters = operation.Required.Select(Of).ToList();
        if (operation.Body is { } body) parameters.Insert(body.IsOptional ? parameters.Count : 0, Of(body));
        string method = OperationMethodEmitter.MethodName(operation);
        string configuration = operation.Query is { } query ? $"RequestConfiguration{{{query}}}" : "RequestConfiguration";
        string declared = string.Concat(parameters.Select(p => $"{p.Type} {p.Name}, "));
        string passed = string.Concat(parameters.Select(p => p.Name + ", "));
        writer.Line();
        writer.Line($"/// <inheritdoc cref=\"{method}({string.Concat(parameters.Select(p => p.Cref + ", "))}Action{{{configuration}}}, CancellationToken)\"/>");
        Source.Obsolete(writer, operation.IsDeprecated, "operation");
        writer.Line($"public {OperationMethodEmitter.ReturnType(operation)} {method}({declared}CancellationToken cancellationToken) => {method}({passed}null, cancellationToken);");
    }

    private static Parameter Of(QueryParameter parameter)
    {
        TypeRef type = TypeSyntax.Bare(parameter.Type);
        return new(TypeSyntax.Name(type), TypeSyntax.Cref(type), parameter.Argument);
    }

    private static Parameter Of(RequestBody body)
    {
        string type = OperationMethodEmitter.BodyType(body) + (body.IsOptional ? "?" : "");
        if (body is not { Kind: BodyKind.Json, Type: { } model }) return new(type, OperationMethodEmitter.BodyType(body), "body");
        string cref = TypeSyntax.Cref(TypeSyntax.Bare(model));
        return new(type, type.EndsWith('?') && TypeSyntax.IsValueType(TypeSyntax.Bare(model)) ? cref + "?" : cref, "body");
    }
}
