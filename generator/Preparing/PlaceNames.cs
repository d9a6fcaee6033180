using System.Text;
using System.Text.Json.Nodes;
using OpenCodeGen.Model;

namespace OpenCodeGen.Preparing;

/// <summary>Names for what has none, made of the place where it stands: the same in another release as long as the place is.</summary>
internal static class PlaceNames
{
    private static readonly char[] _separators = ['.', '-', '_', '/', '{', '}', '[', ']', ' ', '~', '*'];

    /// <summary>The name of a schema with a pointer.</summary>
    public static string Of(DocumentTree tree, string pointer)
    {
        string[] segments = [.. pointer.Split('/').Skip(1).Select(PointerText.Unescape)];
        var name = new StringBuilder();
        foreach (string word in segments is ["components", "schemas", ..] ? WordsOfSchema(segments[2..]) : WordsOfOperation(tree, segments)) Add(name, word);
        return name.Length > 0 && char.IsAsciiLetter(name[0]) ? name.ToString() : $"Type{name}";
    }

    private static IEnumerable<string> WordsOfOperation(DocumentTree tree, string[] segments)
    {
        if (segments is not ["paths", var path, var method, var part, .. var rest]) return WordsOfSchema(segments);
        string operation = (string?)(tree.Root["paths"]?[path]?[method] as JsonObject)?["operationId"] ?? $"{path}/{method}";
        int schema = Array.IndexOf(rest, "schema");
        IEnumerable<string> inner = schema < 0 ? [] : WordsOfSchema([operation, .. rest[(schema + 1)..]]).Skip(1);
        string role = part switch
        {
            "requestBody" => "Body",
            "responses" when rest[0] is "200" => "Response",
            "responses" => $"Response{rest[0]}",
            _ => part,
        };
        return inner.Prepend(role).Prepend(operation);
    }

    // The words of a schema alternate between keywords, which say little, and the names of properties.
    private static IEnumerable<string> WordsOfSchema(string[] segments)
    {
        for (int i = 0; i < segments.Length; i++)
        {
            switch (segments[i])
            {
                case "properties" when i > 0 && i + 1 < segments.Length:
                    yield return segments[++i];
                    break;
                case "allOf" or "anyOf" or "oneOf" when i > 0:
                    i++;
                    break;
                case "items" when i > 0:
                    yield return "Item";
                    break;
                case "additionalProperties" when i > 0:
                    yield return "Value";
                    break;
                default:
                    yield return segments[i];
                    break;
            }
        }
    }

    private static void Add(StringBuilder name, string word)
    {
        foreach (string part in word.Split(_separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.All(char.IsAsciiLetterOrDigit)) name.Append(char.ToUpperInvariant(part[0])).Append(part[1..]);
        }
    }
}
