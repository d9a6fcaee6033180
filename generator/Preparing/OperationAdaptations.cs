using System.Text.Json.Nodes;
using OpenCodeGen.Model;

namespace OpenCodeGen.Preparing;

/// <summary>What concerns whole operations, their parameters and the kinds of their responses.</summary>
internal static class OperationAdaptations
{
    private const string EventStream = "text/event-stream";

    public static IEnumerable<string> LeaveOutWebSockets(DocumentTree tree)
    {
        HashSet<(string, string)> sockets = [.. tree.Api.Operations.Where(static o => o.IsWebSocket).Select(static o => (o.Path, o.Method))];
        foreach ((JsonObject operation, string path, string method, string pointer) in tree.Operations())
        {
            if (!sockets.Contains((path, method))) continue;
            var methods = (JsonObject)operation.Parent!;
            methods.Remove(method.ToLowerInvariant());
            if (methods.Count == 0) ((JsonObject)methods.Parent!).Remove(path);
            yield return pointer;
        }
    }

    public static IEnumerable<string> FlattenParameters(DocumentTree tree)
    {
        List<string> places = [];
        foreach ((JsonObject operation, string path, string _, string pointer) in tree.Operations())
        {
            if (path.Split('/').Contains("*")) tree.NoteUnsaid(pointer, "The rest of a path (*) is no parameter.");
            if (operation["parameters"] is JsonArray own) places.AddRange(Flatten(tree, own, pointer));
        }

        foreach ((string path, JsonNode? item) in tree.Root["paths"] as JsonObject ?? [])
        {
            if ((item as JsonObject)?["parameters"] is JsonArray shared) places.AddRange(Flatten(tree, shared, $"#/paths/{PointerText.Escape(path)}"));
        }

        return places;
    }

    private static IEnumerable<string> Flatten(DocumentTree tree, JsonArray parameters, string pointer)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            if (tree.ResolvePart(parameters[i]) is not { } parameter || !IsDeepObject(parameter)
                || tree.Resolve(parameter["schema"])?["properties"] is not JsonObject properties)
            {
                continue;
            }

            yield return $"{pointer}/parameters/{i}";
            var required = tree.Resolve(parameter["schema"])!["required"] as JsonArray;
            bool isRequired = parameter["required"]?.GetValue<bool>() == true;
            parameters.RemoveAt(i);
            foreach ((string name, JsonNode? schema) in properties.ToArray())
            {
                parameters.Insert(i++, new JsonObject
                {
                    ["name"] = $"{(string?)parameter["name"]}[{name}]",
                    ["in"] = "query",
                    ["required"] = isRequired && required?.Any(r => (string?)r == name) == true,
                    ["schema"] = schema?.DeepClone(),
                });
            }

            i--;
        }
    }

    public static IEnumerable<string> ReadFrames(DocumentTree tree)
    {
        foreach ((JsonObject stream, string pointer) in Streams(tree))
        {
            if (tree.Resolve((tree.Resolve(stream["schema"])?["properties"] as JsonObject)?["data"])?["contentSchema"] is not { } data) continue;
            stream["schema"] = data.DeepClone();
            yield return pointer;
        }
    }

    public static IEnumerable<string> OpenStreams(DocumentTree tree)
    {
        foreach ((JsonObject stream, string pointer) in Streams(tree))
        {
            if ((string?)stream["schema"]?["format"] == "binary") continue;
            stream["schema"] = new JsonObject { ["type"] = "string", ["format"] = "binary" };
            yield return pointer;
        }
    }

    private static IEnumerable<(JsonObject Stream, string Pointer)> Streams(DocumentTree tree)
    {
        foreach ((JsonObject operation, string _, string _, string pointer) in tree.Operations())
        {
            foreach ((string status, JsonNode? response) in (JsonObject)operation["responses"]!)
            {
                if (tree.ResolvePart(response)?["content"]?[EventStream] is JsonObject stream)
                    yield return (stream, $"{pointer}/responses/{status}/content/{PointerText.Escape(EventStream)}");
            }
        }
    }

    private static bool IsDeepObject(JsonObject parameter) => (string?)parameter["in"] == "query" && (string?)parameter["style"] == "deepObject";
}
