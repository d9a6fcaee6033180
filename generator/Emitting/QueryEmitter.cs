using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits a class of query parameters, and the statements that put parameters into a URL.</summary>
internal static class QueryEmitter
{
    private static readonly string[] _usings = ["System", "System.Collections.Generic", "System.Text.Json", .. Source.RuntimeNamespaces];

    public static PlannedFile Emit(QueryType type, ClientNames names)
        => Source.File($"Requests/{type.Name}.g.cs", names.Requests, [.. _usings, names.Models], writer =>
    {
        writer.Line($"/// <summary>Query parameters: {Source.Escape(string.Join(", ", type.Parameters.Select(p => p.WireName)))}. All are optional; null sends nothing, or the client's default where there is one.</summary>");
        using SourceWriter.Block body = writer.Open($"public sealed partial class {type.Name}");
        bool isFirst = true;
        foreach (QueryParameter parameter in type.Parameters)
        {
            if (!isFirst) writer.Line();
            isFirst = false;
            Source.Document(writer, parameter.Summary, parameter.IsHeader ? $"The header <c>{Source.Escape(parameter.WireName)}</c>." : "");
            writer.Line($"public {TypeSyntax.Name(TypeSyntax.Bare(parameter.Type))}? {parameter.Name} {{ get; set; }}");
        }
    });

    /// <summary>Where the value of a parameter comes from.</summary>
    /// <param name="Expression">The C# expression.</param>
    /// <param name="MayBeNull">Whether it can be null, which sends nothing.</param>
    /// <param name="IsConditional">Whether it chooses between the caller's value and the client's default already.</param>
    public readonly record struct Value(string Expression, bool MayBeNull, bool IsConditional = false)
    {
        /// <summary>The expression of a member of the value.</summary>
        public string Member(string name) => (IsConditional ? $"({Expression})" : Expression) + (MayBeNull ? "?." : ".") + name;
    }

    /// <summary>Writes the statements that add one parameter.</summary>
    public static void Add(SourceWriter writer, QueryParameter parameter, Value value)
    {
        if (parameter.Members.Count > 0)
        {
            bool hasDefaults = parameter.Members.Any(m => m.Default is not null);
            foreach (QueryParameter member in parameter.Members)
            {
                Add(writer, member, hasDefaults
                    ? new Value($"{value.Expression} is null ? {Default(member.Default) ?? "null"} : {value.Expression}.{member.Name}", MayBeNull: true,
                        IsConditional: true)
                    : new Value(value.Member(member.Name), MayBeNull: true));
            }

            return;
        }

        string name = Source.Literal(parameter.WireName);
        if (parameter.IsHeader)
            writer.Line($"if ({Text(parameter.Type, value)} is {{ }} _{parameter.Name})\n    (configuration ??= new()).Headers[{name}] = _{parameter.Name};");
        else if (parameter.Style == ParameterStyle.Json)
            writer.Line($"url.Add({name}, JsonWriting.ToText({value.Expression}, {TypeSyntax.Encoder(new NullableRef(TypeSyntax.Bare(parameter.Type)))}));");
        else if (parameter.Type is ListRef list)
            writer.Line(parameter.Style == ParameterStyle.Joined ? $"url.AddJoined({name}, {Texts(list, value.Expression)}, '{parameter.Separator}');" : $"url.AddEach({name}, {Texts(list, value.Expression)});");
        else if (TypeSyntax.Bare(parameter.Type) is NamedRef) writer.Line($"url.Add({name}, {value.Member("Value")});");
        else
            writer.Line($"url.Add({name}, {value.Expression}{(value.IsConditional || Default(parameter.Default) is not { } fallback ? "" : " ?? " + fallback)});");
    }

    private static string? Default(string? name) => name is null ? null : $"Sender.GetDefault({Source.Literal(name)})";

    private static string Text(TypeRef type, Value value) => TypeSyntax.Bare(type) switch
    {
        ScalarRef { Kind: Scalar.String } => value.Expression,
        NamedRef => value.Member("Value"),
        ListRef list => $"RequestUrl.Join({Texts(list, value.Expression)})",
        _ => $"RequestUrl.Text({value.Expression})",
    };

    private static string Texts(ListRef list, string value) => TypeSyntax.Bare(list.Item) switch
    {
        ScalarRef { Kind: Scalar.String } => value,
        NamedRef => $"RequestUrl.Texts({value}, static v => v.Value)",
        _ => $"RequestUrl.Texts({value}, static v => RequestUrl.Text(v)!)",
    };
}
