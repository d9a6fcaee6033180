using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits the decoders of error bodies that can have several types.</summary>
internal static class ErrorSetEmitter
{
    private static readonly string[] _usings = ["System", "System.Collections.Generic", "System.Text.Json", .. Source.RuntimeNamespaces];

    public static PlannedFile Emit(IReadOnlyList<UnionType> sets, ClientNames names)
        => Source.File("ErrorBodies.g.cs", names.Requests, [.. _usings, names.Models], writer =>
    {
        writer.Line("/// <summary>Decodes error bodies to the documented type that fits; to a <see cref=\"JsonElement\"/> when none does.</summary>");
        using SourceWriter.Block body = writer.Open("internal static class ErrorBodies");
        bool isFirst = true;
        foreach (UnionType set in sets)
        {
            if (!isFirst) writer.Line();
            isFirst = false;
            using SourceWriter.Block method = writer.Open($"public static object {set.Name}(ref Utf8JsonReader reader, JsonDecoding decoding)");
            UnionDecoderEmitter.Emit(writer, set, index => TypeSyntax.Decode(set.Cases[index].Type));
            writer.Line($"decoding.UnknownVariant(in reader, {Source.Literal(string.Join(" or ", set.Cases.Select(c => TypeSyntax.Name(c.Type))))});");
            writer.Line("return decoding.ReadElement(ref reader);");
        }
    });
}
