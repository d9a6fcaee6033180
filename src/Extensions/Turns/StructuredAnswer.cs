using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace OpenCode.Turns;

/// <summary>Asks for JSON of a type, and reads it out of what a model writes.</summary>
/// <remarks>
/// The server has a format of its own for this, which is not used: 1.18.33 accepts schemas that it cannot keep, and cannot show the messages of the session
/// any more after one.
/// </remarks>
internal static class StructuredAnswer
{
    private const string Fence = "```";

    /// <summary>The prompt with the request for JSON behind it.</summary>
    public static string Ask<T>(string text, JsonTypeInfo<T> type)
        => $"{text}\n\nEnd with a response that is a single JSON value and nothing else, valid against this JSON Schema:\n\n"
            + $"{type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Close }).ToJsonString()}";

    /// <summary>The prompt that asks once more.</summary>
    public static string AskAgain(string problem)
        => $"Your last response is not what was asked for: {problem}\n\nRespond again with a single JSON value and nothing else, valid against the JSON Schema given before.";

    /// <summary>Reads the JSON in a response.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? TryRead<T>(string response, JsonTypeInfo<T> type, out T? value)
    {
        value = default;
        string? problem = "it holds no JSON.";
        foreach (string candidate in Candidates(response.Trim()))
        {
            try
            {
                value = JsonSerializer.Deserialize(candidate, type);
                if (value is not null) return null;
                problem = "it is null.";
            }
            catch (JsonException e)
            {
                problem = e.Message.ReplaceLineEndings(" ");
            }
        }

        return problem;
    }

    // Models like to put JSON into a fence, and a sentence before it.
    private static IEnumerable<string> Candidates(string response)
    {
        int fence = response.IndexOf(Fence, StringComparison.Ordinal);
        int end = fence < 0 ? -1 : response.LastIndexOf(Fence, StringComparison.Ordinal);
        int line = fence < 0 ? -1 : response.IndexOf('\n', fence);
        int start = response.IndexOfAny(['{', '[']);
        int close = response.LastIndexOfAny(['}', ']']);
        if (start > 0 && close > start) yield return response[start..(close + 1)];
        if (line > 0 && end > line) yield return response[(line + 1)..end];
        if (response.Length > 0) yield return response;
    }

    // A model is told what it may not invent; the reader is as lenient as the type.
    private static JsonNode Close(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is JsonObject { } node && node.ContainsKey("properties") && !node.ContainsKey("additionalProperties")) node["additionalProperties"] = false;
        return schema;
    }
}
