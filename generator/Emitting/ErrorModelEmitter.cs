using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits the two members by which every error tells what went wrong.</summary>
internal static class ErrorModelEmitter
{
    /// <summary>What the list of a class's bases goes on with.</summary>
    public static string Base(bool declares) => declares ? ", IErrorModel" : "";

    /// <summary>Emits the members of a model.</summary>
    public static void Emit(SourceWriter writer, ObjectType type)
    {
        if (type.Error is not { } error) return;
        string modifier = error.IsOverride ? "override " : "";
        string message = error.Messages.Count == 0 ? "null" : $"JsonLookup.FirstText({string.Join(", ", error.Messages)})";
        if (error.IsExplicit)
        {
            writer.Line($"string? IErrorModel.ErrorName => {error.Name ?? "null"};");
            writer.Line();
            writer.Line($"string? IErrorModel.ErrorMessage => {message};");
            writer.Line();
            return;
        }

        Members(writer, modifier, error.Name ?? "null", message);
    }

    /// <summary>Emits the members of the class of a union of errors.</summary>
    public static void OfUnion(SourceWriter writer, UnionType type)
    {
        // Variants that are written by hand need not tell anything.
        if (type.IsError && !type.IsErrorInherited) Members(writer, "virtual ", "null", "null");
    }

    /// <summary>Emits the members of the wrapper of an error.</summary>
    public static void OfWrapper(SourceWriter writer, UnionType type)
    {
        if (type.IsError) Members(writer, "override ", "Value.ErrorName", "Value.ErrorMessage");
    }

    /// <summary>Emits what the keeper of unknown errors finds in its JSON.</summary>
    public static void OfUnknown(SourceWriter writer, UnionType type)
    {
        if (type.IsError) Members(writer, "override ", "JsonErrorText.NameOf(Json)", "JsonErrorText.MessageOf(Json)");
    }

    private static void Members(SourceWriter writer, string modifier, string name, string message)
    {
        writer.Line("/// <inheritdoc cref=\"IErrorModel.ErrorName\"/>");
        writer.Line($"public {modifier}string? ErrorName => {name};");
        writer.Line();
        writer.Line("/// <inheritdoc cref=\"IErrorModel.ErrorMessage\"/>");
        writer.Line($"public {modifier}string? ErrorMessage => {message};");
        writer.Line();
    }
}
