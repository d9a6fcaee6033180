using System.Text.Json;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Broker;

/// <summary>A pact as it lies on disk.</summary>
/// <param name="Name">The name of the file.</param>
/// <param name="Consumer">The consumer's name.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Content">The JSON text, byte for byte.</param>
public sealed record PactDocument(string Name, string Consumer, string Provider, ReadOnlyMemory<byte> Content)
{
    /// <summary>Reads every pact of a folder, in the order of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The folder or a file cannot be read.</exception>
    /// <exception cref="FormatException">There is no pact, or a JSON file is none; the message names it.</exception>
    public static IReadOnlyList<PactDocument> ReadFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}' to read pacts from{(File.Exists(folder) ? "; it is a file" : "")}.");
        string[] files = [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)];
        return files.Length == 0
            ? throw new FormatException($"There is no pact (*.json) in '{folder}'.")
            : [.. files.Select(static f => Parse(f, File.ReadAllBytes(f)))];
    }

    /// <summary>Reads a pact.</summary>
    /// <param name="path">What to call it in errors.</param>
    /// <param name="content">The JSON text.</param>
    /// <exception cref="FormatException">The text is no pact.</exception>
    public static PactDocument Parse(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content, FoundText.Options);
            JsonElement root = document.RootElement;
            if (NameOf(root, "consumer") is not { } consumer || NameOf(root, "provider") is not { } provider || !root.TryGetProperty("interactions", out _))
                throw new FormatException($"'{path}' is no pact: it lacks 'consumer.name', 'provider.name' or 'interactions'.");
            return new PactDocument(Path.GetFileName(path), consumer, provider, content);
        }
        catch (JsonException e)
        {
            throw new FormatException($"'{path}' is not JSON: {e.Message}", e);
        }
    }

    private static string? NameOf(JsonElement root, string role)
        => root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty(role, out JsonElement participant) && participant.ValueKind == JsonValueKind.Object
            && participant.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String && name.GetString() is { Length: > 0 } text
                ? text
                : null;
}
