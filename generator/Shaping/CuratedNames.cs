using System.Text.Json;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>What a person decided about names and operations, each with a reason (<c>spec/names.json</c>).</summary>
public sealed class CuratedNames
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _longRunning = new(StringComparer.Ordinal);

    /// <summary>No decisions.</summary>
    public static CuratedNames None { get; } = new();

    /// <summary>Reads the file.</summary>
    /// <exception cref="SpecException">The text is not such a file.</exception>
    public static CuratedNames Parse(ReadOnlyMemory<byte> utf8, string name)
    {
        var curated = new CuratedNames();
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                utf8, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
            if (document.RootElement.TryGetProperty("types", out JsonElement types))
            {
                foreach (JsonProperty type in types.EnumerateObject())
                    curated._types.Add(type.Name, type.Value.GetProperty("name").GetString() ?? throw new JsonException($"the name of '{type.Name}' is null"));
            }

            if (document.RootElement.TryGetProperty("longRunning", out JsonElement operations))
            {
                foreach (JsonProperty operation in operations.EnumerateObject()) curated._longRunning.Add(operation.Name);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new SpecException($"{name} does not list curated names as {{\"types\": {{\"<schema name or place>\": {{\"name\": …, \"reason\": …}}}}}}: {e.Message.ReplaceLineEndings(" ")}");
        }

        return curated;
    }

    internal string? Type(Draft draft)
        => draft.Component is { } component
            ? _types.GetValueOrDefault(component) ?? _types.GetValueOrDefault(draft.FirstPlace)
            : draft.Places.Keys.Select(_types.GetValueOrDefault).FirstOrDefault(n => n is not null);

    internal bool IsLongRunning(string operation) => _longRunning.Contains(operation);
}
