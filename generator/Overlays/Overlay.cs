using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCodeGen.JsonPaths;

namespace OpenCodeGen.Overlays;

/// <summary>An OpenAPI Overlay (1.0 or 1.1): changes of a document, apart from it.</summary>
/// <seealso href="https://spec.openapis.org/overlay/latest.html">The specification</seealso>
public sealed class Overlay
{
    private static readonly HashSet<string> _members = ["overlay", "info", "extends", "actions"];
    private static readonly HashSet<string> _actionMembers = ["target", "description", "update", "remove", "copy"];

    private static readonly JsonDocumentOptions _options =
        new() { MaxDepth = 256, AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private Overlay(string name, string title, IReadOnlyList<OverlayAction> actions) => (Name, Title, Actions) = (name, title, actions);

    /// <summary>The name of its file.</summary>
    public string Name { get; }

    /// <summary>What it is for.</summary>
    public string Title { get; }

    /// <summary>What it does, in order.</summary>
    public IReadOnlyList<OverlayAction> Actions { get; }

    /// <summary>Reads an overlay.</summary>
    /// <param name="utf8">The bytes of its file.</param>
    /// <param name="name">The name of the file, for messages.</param>
    /// <exception cref="OverlayException">It is none.</exception>
    public static Overlay Parse(ReadOnlyMemory<byte> utf8, string name)
    {
        try
        {
            return Parse(Root(utf8, name), name);
        }
        catch (OverlayException e)
        {
            throw new OverlayException(e.Message) { Overlay = name };
        }
    }

    /// <summary>Changes a document.</summary>
    /// <param name="document">The document, which is changed in place.</param>
    /// <returns>What each action has done.</returns>
    /// <exception cref="OverlayException">An action does not fit what it selects.</exception>
    public IReadOnlyList<OverlayOutcome> Apply(JsonNode document)
    {
        ArgumentNullException.ThrowIfNull(document);
        List<OverlayOutcome> outcomes = [];
        foreach (OverlayAction action in Actions)
        {
            try
            {
                outcomes.Add(OverlayMerge.Apply(action, document));
            }
            catch (OverlayException e)
            {
                throw new OverlayException($"{Name}, {action}: {e.Message}") { Overlay = Name };
            }
        }

        return outcomes;
    }

    private static Overlay Parse(JsonObject root, string name)
    {
        foreach ((string member, _) in root) Known(member, _members, name, "an overlay");
        string version = Text(root, "overlay", name) ?? throw new OverlayException($"{name} is no overlay: it has no \"overlay\" version, such as \"1.0.0\".");
        if (version is not ['1', '.', '0' or '1', '.', ..])
            throw new OverlayException($"{name} is an overlay of version {version}; versions 1.0 and 1.1 are read.");
        if (root["info"] is not JsonObject info || Text(info, "title", name) is not { } title)
            throw new OverlayException($"{name} has no title; write \"info\": {{ \"title\": …, \"version\": … }}.");
        if (root["actions"] is not JsonArray { Count: > 0 } actions)
            throw new OverlayException($"{name} has no actions; write \"actions\": [{{ \"target\": \"$.info\", \"update\": {{ … }} }}].");
        return new Overlay(name, title, [.. actions.Select((a, i) => Action(a, i + 1, name))]);
    }

    private static JsonObject Root(ReadOnlyMemory<byte> utf8, string name)
    {
        try
        {
            ReadOnlySpan<byte> json = utf8.Span.StartsWith("\uFEFF"u8) ? utf8.Span[3..] : utf8.Span;
            return JsonNode.Parse(json, null, _options) as JsonObject
                ?? throw new OverlayException($"{name} is no overlay: its root is no object.");
        }
        catch (JsonException e)
        {
            throw new OverlayException(
                $"{name} cannot be read as JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}; "
                + $"convert an overlay that is YAML first, for example with `npx js-yaml {name}`.");
        }
    }

    private static OverlayAction Action(JsonNode? node, int number, string name)
    {
        string place = $"{name}, action {number}";
        if (node is not JsonObject json) throw new OverlayException($"{place} is no object.");
        foreach ((string member, _) in json) Known(member, _actionMembers, place, "an action");
        string target = Text(json, "target", place) ?? throw new OverlayException($"{place} has no target; write a JSONPath, such as \"$.info\".");
        if (json.TryGetPropertyValue("remove", out JsonNode? remove) && remove?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            throw new OverlayException($"{place}: \"remove\" is true or false.");
        bool isRemoval = remove?.GetValueKind() == JsonValueKind.True;
        string? copy = Text(json, "copy", place);
        bool hasUpdate = json.TryGetPropertyValue("update", out JsonNode? update);
        if (!isRemoval && copy is null && !hasUpdate) throw new OverlayException($"{place} does nothing; give it \"update\", \"copy\" or \"remove\": true.");
        if (copy is not null && hasUpdate && !isRemoval) throw new OverlayException($"{place} has both \"update\" and \"copy\"; make two actions of it.");
        return new OverlayAction
        {
            Number = number,
            Target = Path(target, place),
            Description = Text(json, "description", place),
            IsRemoval = isRemoval,
            Copy = copy is null ? null : Path(copy, place),
            Update = update,
            Json = json,
        };
    }

    private static JsonPath Path(string text, string place)
    {
        try
        {
            return JsonPath.Parse(text);
        }
        catch (FormatException e)
        {
            throw new OverlayException($"{place}: {e.Message}");
        }
    }

    private static string? Text(JsonObject json, string member, string place)
    {
        if (!json.TryGetPropertyValue(member, out JsonNode? value)) return null;
        return value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw new OverlayException($"{place}: \"{member}\" is no string.");
    }

    private static void Known(string member, HashSet<string> known, string place, string what)
    {
        if (!known.Contains(member) && !member.StartsWith("x-", StringComparison.Ordinal))
            throw new OverlayException($"{place}: {what} has no \"{member}\"; there are {string.Join(", ", known)}, and extensions that begin with x-.");
    }
}
