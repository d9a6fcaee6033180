using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting.Serving;

/// <summary>Emits the class that holds an implementation of every group, and the list of all endpoints.</summary>
internal static class ServerSetEmitter
{
    public static PlannedFile Emit(string name, IReadOnlyList<ServedOperation> operations, ClientNames names, IEnumerable<string> usings)
        => Source.File($"{name}.g.cs", names.ServerOperations, usings, writer =>
    {
        string[] groups = [.. operations.Select(static o => o.Group).Distinct(StringComparer.Ordinal)];
        writer.Line("/// <summary>Who serves which group of operations. A group that is not set answers 501.</summary>");
        using SourceWriter.Block body = writer.Open($"public sealed partial class {name}");
        writer.Line("private static readonly Nothing _nothing = new();");
        foreach (string group in groups)
        {
            writer.Line();
            writer.Line($"public I{group}Operations {group} {{ get; init; }} = _nothing;");
        }

        writer.Line();
        writer.Line("/// <summary>Every endpoint of the API, by the id of its operation.</summary>");
        writer.Line($"public static IReadOnlyList<OperationEndpoint<{name}>> Endpoints {{ get; }} =");
        writer.Line("[");
        foreach (string group in groups) writer.Line($"    .. {group}Endpoints.All,");
        writer.Line("];");
        writer.Line();
        writer.Line($"private sealed class Nothing : {string.Join(", ", groups.Select(static g => $"I{g}Operations"))};");
    });
}
