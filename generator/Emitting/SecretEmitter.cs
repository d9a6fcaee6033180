using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits what models do not show of themselves, and the method that shows them.</summary>
internal static class SecretEmitter
{
    /// <summary>The class that tells; no model can have its name.</summary>
    public const string ClassName = "ModelSecrets";

    public static PlannedFile Emit(SecretWords secrets, ClientNames names)
        => Source.File($"Models/{ClassName}.g.cs", names.Models, [.. Source.RuntimeNamespaces], writer =>
    {
        writer.Line("/// <summary>Which properties are not shown when a model is; decided by their names.</summary>");
        using SourceWriter.Block body = writer.Open($"internal static class {ClassName}");
        writer.Line("/// <summary>The names.</summary>");
        writer.Line("public static SecretNames Names { get; } = new(");
        writer.Line($"    [{List(secrets.Endings)}],");
        writer.Line($"    [{List(secrets.Whole)}]);");
    });

    /// <summary>The text of a model, for people.</summary>
    public static void Text(SourceWriter writer)
    {
        writer.Line("/// <summary>Shows the model: its class and its JSON, shortened and without secrets. For logs and debuggers, not for reading back.</summary>");
        writer.Line($"public override string ToString() => ModelText.Of(this, {ClassName}.Names);");
        writer.Line();
    }

    private static string List(IReadOnlyList<string> words) => string.Join(", ", words.Select(Source.Literal));
}
