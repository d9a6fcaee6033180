using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits a request builder: one place in the paths, with its children and operations.</summary>
internal sealed class BuilderEmitter(ClientModel model)
{
    public const string RootName = "RootRequestBuilder";

    private static readonly string[] _usings =
        ["System", "System.Collections.Generic", "System.IO", "System.Net.Http", "System.Text.Json", "System.Threading", "System.Threading.Tasks",
            .. Source.RuntimeNamespaces];

    private readonly Dictionary<string, ClientOperation> _operations = model.Operations.ToDictionary(o => o.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, QueryType> _queries = model.Queries.ToDictionary(q => q.Name, StringComparer.Ordinal);

    public PlannedFile Emit(BuilderType builder)
        => Source.File($"Requests/{builder.Name ?? RootName}.g.cs", model.Names.Requests, [.. _usings, model.Names.Models], writer =>
    {
        string name = builder.Name ?? RootName;
        string modifier = builder.Name is null ? "abstract" : "sealed";
        writer.Line(builder.Name is null
            ? "/// <summary>The root of the API: one property for every first path segment.</summary>"
            : $"/// <summary>Requests below <c>{Source.Escape(builder.Place)}</c>.</summary>");
        using SourceWriter.Block body = writer.Open($"public {modifier} partial class {name} : RequestBuilder");
        if (builder.Name is null)
        {
            writer.Line("/// <summary>Creates the root.</summary>");
            writer.Line("/// <param name=\"sender\">Sends the requests.</param>");
            writer.Line($"protected {name}(IRequestSender sender) : base(sender, \"\")");
        }
        else
        {
            writer.Line($"internal {name}(IRequestSender sender, string path) : base(sender, path)");
        }

        writer.Line("{");
        writer.Line("}");
        foreach (BuilderChild child in builder.Children) Child(writer, builder, child);
        foreach (string operation in builder.Operations)
        {
            if (_operations[operation].Result != ResultKind.WebSocket)
                OperationMethodEmitter.Emit(writer, _operations[operation], _operations[operation].Query is { } query ? _queries[query] : null);
        }
    });

    private static void Child(SourceWriter writer, BuilderType builder, BuilderChild child)
    {
        string place = $"{builder.Place}/{child.Segment}";
        writer.Line();
        switch (child.Kind)
        {
            case ChildKind.Property:
                // Without parameters the whole path is known now, and a request concatenates nothing.
                string path = place.Contains('{', StringComparison.Ordinal) || place.Contains('*', StringComparison.Ordinal)
                    ? $"RequestPath + {Source.Literal("/" + child.Segment)}"
                    : Source.Literal(place);
                writer.Line($"/// <summary>Requests below <c>{Source.Escape(place)}</c>.</summary>");
                writer.Line($"public {child.Type} {child.Name} => new(Sender, {path});");
                break;
            case ChildKind.Indexer:
                PathParameter parameter = child.Parameters[0];
                writer.Line($"/// <summary>Requests below <c>{Source.Escape(place)}</c>.</summary>");
                writer.Line($"/// <param name=\"{parameter.Name.TrimStart('@')}\">The path parameter <c>{Source.Escape(parameter.WireName)}</c>, unescaped.</param>");
                writer.Line($"public {child.Type} this[{Type(parameter)} {parameter.Name}] => new(Sender, PathWith({Source.Literal(parameter.WireName)}, {Text(parameter)}));");
                break;
            case ChildKind.SegmentsIndexer:
                writer.Line($"/// <summary>Requests below <c>{Source.Escape(place)}</c>.</summary>");
                writer.Line("/// <param name=\"path\">A relative path with forward slashes, unescaped.</param>");
                writer.Line($"public {child.Type} this[string path] => new(Sender, PathWithSegments(\"path\", path));");
                break;
            default:
                Method(writer, child, place);
                break;
        }
    }

    private static void Method(SourceWriter writer, BuilderChild child, string place)
    {
        writer.Line($"/// <summary>Requests below <c>{Source.Escape(place)}</c>.</summary>");
        foreach (PathParameter parameter in child.Parameters)
        {
            writer.Line(
                $"/// <param name=\"{parameter.Name.TrimStart('@')}\">The path parameter <c>{Source.Escape(parameter.WireName)}</c>, unescaped.</param>");
        }

        writer.Line("/// <returns>The builder.</returns>");
        string[] literals = child.Segment.Split("{}");
        var path = new System.Text.StringBuilder(Source.Literal("/" + literals[0]));
        for (int i = 0; i < child.Parameters.Count; i++)
            path.Append($" + Segment({Source.Literal(child.Parameters[i].WireName)}, {Text(child.Parameters[i])}) + {Source.Literal(literals[i + 1])}");
        string parameters = string.Join(", ", child.Parameters.Select(p => $"{Type(p)} {p.Name}"));
        writer.Line($"public {child.Type} {child.Name}({parameters}) => new(Sender, RequestPath + {path});");
    }

    private static string Type(PathParameter parameter) => parameter.IsInteger ? "long" : "string";

    private static string Text(PathParameter parameter)
        => parameter.IsInteger ? $"{parameter.Name}.ToString(global::System.Globalization.CultureInfo.InvariantCulture)" : parameter.Name;
}
