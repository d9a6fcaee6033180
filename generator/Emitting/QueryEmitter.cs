using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits a class of query parameters, and the statements that put parameters into a URL.</summary>
internal static class QueryEmitter
{
    private static readonly string[] Usings = ["System", "System.Collections.Generic", "System.Text.Json", Source.CoreNamespace, Source.ModelsNamespace];

    public static PlannedFile Emit(QueryType type) => Source.File($"Requests/{type.Name}.g.cs", Source.RequestsNamespace, Usings, writer =>
    {
        writer.Line($"/// <summary>Query parameters: {Source.Escape(string.Join(", ", type.Parameters.Select(p => p.WireName)))}. All are optional; null sends nothing, or the client's default where there is one.</summary>");
        using SourceWriter.Block body = writer.Open($"public sealed partial class {type.Name}");
        bool isFirst = true;
        foreach (QueryParameter parameter in type.Parameters)
        {
            if (!isFirst)
                writer.Line();
            isFirst = false;
            string fallback = parameter.IsHeader ? $"The header <c>{Source.Escape(parameter.WireName)}</c>." : $"The query parameter <c>{Source.Escape(parameter.WireName)}</c>.";
            Source.Document(writer, parameter.Summary, fallback);
            writer.Line($"public {TypeSyntax.Name(TypeSyntax.Bare(parameter.Type))}? {parameter.Name} {{ get; set; }}");
        }
    });

    /// <summary>Writes the statements that add one parameter.</summary>
    public static void Add(SourceWriter writer, QueryParameter parameter, string value)
    {
        if (parameter.Members.Count > 0)
        {
            bool hasDefaults = parameter.Members.Any(m => m.Default != DefaultSource.None);
            foreach (QueryParameter member in parameter.Members)
                Add(writer, member, hasDefaults ? $"{value} is null ? {Default(member.Default) ?? "null"} : {value}.{member.Name}" : $"{value}?.{member.Name}");
            return;
        }

        string name = Source.Literal(parameter.WireName);
        if (parameter.IsHeader)
            writer.Line($"if ({Text(parameter.Type, value)} is {{ }} header{parameter.Name})\n    (configuration ??= new()).Headers[{name}] = header{parameter.Name};");
        else if (parameter.Style == ParameterStyle.Json)
            writer.Line($"url.Add({name}, JsonWriting.ToText({value}, {TypeSyntax.Encoder(new NullableRef(TypeSyntax.Bare(parameter.Type)))}));");
        else if (parameter.Type is ListRef list)
            writer.Line(parameter.Style == ParameterStyle.Joined ? $"url.AddJoined({name}, {Texts(list, value)}, '{parameter.Separator}');" : $"url.AddEach({name}, {Texts(list, value)});");
        else if (TypeSyntax.Bare(parameter.Type) is NamedRef)
            writer.Line($"url.Add({name}, {Guarded(value)}{(value.Contains('?', StringComparison.Ordinal) ? "?" : "")}.Value);");
        else
            writer.Line($"url.Add({name}, {(parameter.Default != DefaultSource.None && !value.Contains(" ? ", StringComparison.Ordinal) ? $"{value} ?? {Default(parameter.Default)}" : value)});");
    }

    private static string? Default(DefaultSource source) => source switch
    {
        DefaultSource.Directory => "Sender.DefaultDirectory",
        DefaultSource.Workspace => "Sender.DefaultWorkspace",
        _ => null,
    };

    private static string Guarded(string value) => value.Contains(" ? ", StringComparison.Ordinal) ? $"({value})" : value;

    private static string Text(TypeRef type, string value) => TypeSyntax.Bare(type) switch
    {
        ScalarRef { Kind: Scalar.Text } => value,
        ScalarRef { Kind: Scalar.Boolean } => $"RequestUrl.Text({value})",
        NamedRef => value.Contains('?', StringComparison.Ordinal) ? $"{value}?.Value" : $"{value}.Value",
        ListRef list => $"RequestUrl.Join({Texts(list, value)})",
        _ => $"RequestUrl.Text({value})",
    };

    private static string Texts(ListRef list, string value) => TypeSyntax.Bare(list.Item) switch
    {
        ScalarRef { Kind: Scalar.Text } => value,
        NamedRef => $"RequestUrl.Texts({value}, static v => v.Value)",
        _ => $"RequestUrl.Texts({value}, static v => RequestUrl.Text(v)!)",
    };
}
