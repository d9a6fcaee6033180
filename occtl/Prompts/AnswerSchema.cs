using System.Text.Json;
using Json.Schema;

namespace OpenCode.Ctl.Prompts;

/// <summary>A JSON Schema that the answer has to fit.</summary>
internal sealed class AnswerSchema
{
    private readonly JsonSchema _schema;

    private AnswerSchema(string text, JsonSchema schema) => (Text, _schema) = (text, schema);

    /// <summary>How often the agent is asked at most.</summary>
    public static int Attempts => 3;

    public string Text { get; }

    /// <summary>Reads one.</summary>
    /// <exception cref="UsageException">The file is no schema.</exception>
    public static AnswerSchema Read(string file)
    {
        string text = File.ReadAllText(file);
        try
        {
            return new AnswerSchema(text, JsonSchema.FromText(text));
        }
        catch (Exception exception) when (exception is JsonException or JsonSchemaException or InvalidOperationException)
        {
            throw new UsageException($"'{file}' is no JSON Schema: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
    }

    public string Ask(string prompt) => $"""
        {prompt}

        Answer with one JSON value that fits this JSON Schema, and with nothing beside it:
        {Text}
        """;

    public static string AskAgain(string problem) => $"That does not fit the schema: {problem} Answer with the corrected JSON value alone.";

    /// <summary>Finds the value in an answer.</summary>
    /// <param name="answer">What the agent wrote.</param>
    /// <param name="value">The value, when it fits.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public string? Check(string answer, out JsonElement value)
    {
        value = default;
        if (Find(answer) is not { } found) return "There is no JSON value in the answer.";
        EvaluationResults results = _schema.Evaluate(found, new EvaluationOptions { OutputFormat = OutputFormat.List });
        if (!results.IsValid)
        {
            IEnumerable<string> problems = (results.Details ?? []).Where(static d => d.Errors is { Count: > 0 })
                .SelectMany(static d => d.Errors!.Select(e => $"{(d.InstanceLocation.ToString() is { Length: > 0 } place ? place : "the value")}: {e.Value}"));
            return string.Join("; ", problems.Take(5)) is { Length: > 0 } said ? $"{said}." : "It is of another shape.";
        }

        value = found;
        return null;
    }

    // As a whole, in a fence, or between the first and the last bracket: models like to explain.
    private static JsonElement? Find(string answer)
    {
        string text = answer.Trim();
        if (Parse(text) is { } whole) return whole;
        int fence = text.IndexOf("```", StringComparison.Ordinal);
        int begin = fence < 0 ? -1 : text.IndexOf('\n', fence);
        int end = begin < 0 ? -1 : text.IndexOf("```", begin, StringComparison.Ordinal);
        if (end > begin && Parse(text[begin..end]) is { } fenced) return fenced;
        foreach ((char open, char close) in new[] { ('{', '}'), ('[', ']') })
        {
            int first = text.IndexOf(open, StringComparison.Ordinal);
            int last = text.LastIndexOf(close);
            if (first >= 0 && last > first && Parse(text[first..(last + 1)]) is { } inner) return inner;
        }

        return null;
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
