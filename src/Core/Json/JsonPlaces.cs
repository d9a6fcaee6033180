using System.Text;
using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>Turns byte offsets of a document into JSON pointers and readable snippets.</summary>
internal static class JsonPlaces
{
    private const int SnippetRadius = 60;

    public static IReadOnlyList<JsonDrift> Resolve(ReadOnlySpan<byte> utf8, IReadOnlyList<JsonDecoding.Mismatch> mismatches)
    {
        // Unions that try one member after the other can note the same place twice.
        List<JsonDecoding.Mismatch> ordered = mismatches.Distinct().OrderBy(m => m.Offset).ToList();
        var drifts = new List<JsonDrift>(ordered.Count);
        var path = new List<Step>();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonDecoding.MaxDepth });
        int next = 0;
        while (next < ordered.Count && reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                path[^1] = path[^1] with { Name = JsonDecoding.NameText(ref reader) };
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                path.RemoveAt(path.Count - 1);
                continue;
            }

            if (path.Count > 0 && path[^1].IsArray) path[^1] = path[^1] with { Index = path[^1].Index + 1 };
            for (; next < ordered.Count && ordered[next].Offset <= reader.TokenStartIndex; next++) drifts.Add(ToDrift(ordered[next], path, reader.TokenType));
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                path.Add(new Step(reader.TokenType == JsonTokenType.StartArray, -1, null));
        }

        return drifts;
    }

    public static string Snippet(ReadOnlySpan<byte> utf8, long offset)
    {
        int start = (int)Math.Max(0, offset - SnippetRadius);
        int end = (int)Math.Min(utf8.Length, offset + SnippetRadius);
        string text = Encoding.UTF8.GetString(utf8[start..end]).ReplaceLineEndings(" ");
        return $"{(start > 0 ? "…" : "")}{text}{(end < utf8.Length ? "…" : "")}";
    }

    private static JsonDrift ToDrift(JsonDecoding.Mismatch mismatch, List<Step> path, JsonTokenType found)
    {
        var pointer = new StringBuilder();
        foreach (Step step in path) Append(pointer, step.IsArray ? step.Index.ToString(System.Globalization.CultureInfo.InvariantCulture) : step.Name ?? "");
        if (mismatch.Property is not null) Append(pointer, mismatch.Property);
        return new JsonDrift(pointer.ToString(), mismatch.Kind, mismatch.Expected, mismatch.Property is null ? Describe(found) : "nothing");
    }

    private static void Append(StringBuilder pointer, string segment)
        => pointer.Append('/').Append(JsonPointer.Escape(segment));

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "object",
        JsonTokenType.StartArray => "array",
        JsonTokenType.String => "string",
        JsonTokenType.Number => "number",
        JsonTokenType.True or JsonTokenType.False => "boolean",
        _ => "null",
    };

    private readonly record struct Step(bool IsArray, int Index, string? Name);
}
