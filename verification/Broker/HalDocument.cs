using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenCode.Verification.Broker;

/// <summary>An answer in HAL: JSON with links.</summary>
/// <param name="root">The document.</param>
/// <param name="uri">Where it came from; links may be relative to it.</param>
internal sealed partial class HalDocument(JsonElement root, Uri uri)
{
    /// <summary>The document.</summary>
    public JsonElement Root { get; } = root;

    /// <summary>Where it came from.</summary>
    public Uri Uri { get; } = uri;

    /// <summary>The addresses that a relation leads to, placeholders filled in; none when there is no such link.</summary>
    /// <param name="relation">The relation, for example <c>pb:publish-contracts</c>.</param>
    /// <param name="values">What stands for the placeholders.</param>
    public IReadOnlyList<Uri> Links(string relation, IReadOnlyDictionary<string, string>? values = null)
    {
        if (Root.ValueKind != JsonValueKind.Object
            || !Root.TryGetProperty("_links", out JsonElement links) || links.ValueKind != JsonValueKind.Object
            || !links.TryGetProperty(relation, out JsonElement link))
        {
            return [];
        }

        IEnumerable<JsonElement> all = link.ValueKind == JsonValueKind.Array ? link.EnumerateArray() : [link];
        return [.. all.Select(l => Address(l, values)).OfType<Uri>()];
    }

    private Uri? Address(JsonElement link, IReadOnlyDictionary<string, string>? values)
    {
        if (link.ValueKind != JsonValueKind.Object || !link.TryGetProperty("href", out JsonElement href) || href.ValueKind != JsonValueKind.String) return null;
        string text = Placeholder()
            .Replace(href.GetString()!, m => values?.GetValueOrDefault(m.Groups[1].Value) is { } value ? Uri.EscapeDataString(value) : m.Value);
        return Uri.TryCreate(Uri, text, out Uri? address) ? address : null;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
