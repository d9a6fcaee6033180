using System.Text.Json;
using System.Text.RegularExpressions;
using OpenCode.Core.Json;

namespace OpenCode.Verification.Values;

/// <summary>Describes what a server sent at a place: briefly, and never a secret.</summary>
internal static partial class FoundText
{
    private const int Longest = 60;

    // What unions of the API are told apart by, the most telling first.
    private static readonly string[] _tags = ["type", "_tag", "name", "role", "status", "mode", "kind"];

    public static JsonDocumentOptions Options { get; } = new() { MaxDepth = JsonDecoding.MaxDepth };

    /// <param name="root">The document.</param>
    /// <param name="drift">The difference, its pointer as it was found.</param>
    public static string Of(JsonElement root, JsonDrift drift)
    {
        if (drift.Kind == JsonDriftKind.MissingProperty) return drift.Found;
        try
        {
            return Find(root, drift.Pointer) is not { } place ? drift.Found
                : HidesValue(drift.Pointer) ? $"{drift.Found} (hidden)"
                : Describe(place);
        }
        catch (InvalidOperationException)
        {
            // Text that is not UTF-8.
            return drift.Found;
        }
    }

    /// <summary>A value, for people.</summary>
    /// <param name="value">The value; an undefined one gives an empty text.</param>
    /// <param name="pointer">Where it stands.</param>
    public static string Of(JsonElement value, string pointer)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return "";
        try
        {
            return HidesValue(pointer) ? $"{TypeOf(value)} (hidden)" : Describe(value);
        }
        catch (InvalidOperationException)
        {
            // Text that is not UTF-8.
            return TypeOf(value);
        }
    }

    /// <summary>The name that an error body gives its error: <c>UnknownError</c>; null when it gives none.</summary>
    public static string? ErrorName(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Options);
            return Tag(document.RootElement) is ("_tag" or "name", var value) ? Shorten(value) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => DescribeObject(value),
        JsonValueKind.Array => $"array of {value.GetArrayLength()}",
        JsonValueKind.String => LooksSecret(value.GetString()!) ? "string (hidden)" : $"string \"{Shorten(value.GetString()!)}\"",
        JsonValueKind.Number => $"number {Shorten(value.GetRawText())}",
        JsonValueKind.True => "boolean true",
        JsonValueKind.False => "boolean false",
        _ => "null",
    };

    private static string TypeOf(JsonElement value)
        => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "boolean" : value.ValueKind.ToString().ToLowerInvariant();

    private static string DescribeObject(JsonElement value)
    {
        if (Tag(value) is not (var tag, var text))
        {
            return value.EnumerateObject().Any()
                ? $"object with {Shorten(string.Join(", ", value.EnumerateObject().Select(static p => p.Name)))}"
                : "empty object";
        }

        string inner = text == "sync" && value.TryGetProperty("syncEvent", out JsonElement sync) && Tag(sync) is ("type", var type)
            ? $", syncEvent.type \"{Shorten(type)}\""
            : "";
        return $"object with {tag} \"{Shorten(text)}\"{inner}";
    }

    private static (string Name, string Value)? Tag(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        foreach (string name in _tags)
        {
            if (value.TryGetProperty(name, out JsonElement tag) && tag.ValueKind == JsonValueKind.String && !LooksSecret(tag.GetString()!))
                return (name, tag.GetString()!);
        }

        return null;
    }

    /// <summary>The value at a place; null where there is none.</summary>
    public static JsonElement? Find(JsonElement root, string pointer)
    {
        JsonElement place = root;
        foreach (string segment in GeneralPointer.Segments(pointer))
        {
            bool found = place.ValueKind switch
            {
                JsonValueKind.Object => place.TryGetProperty(segment, out place),
                JsonValueKind.Array when int.TryParse(segment, out int index) && index < place.GetArrayLength() => (place = place[index]).ValueKind >= 0,
                _ => false,
            };
            if (!found) return null;
        }

        return place;
    }

    private static string Shorten(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest - 1), "…");
    }

    // Whatever lies inside such a property, or inside headers or an environment, may be a credential.
    private static bool HidesValue(string pointer) => GeneralPointer.Segments(pointer).Any(static s => SecretName().IsMatch(s));

    private static bool LooksSecret(string text) => SecretValue().IsMatch(text);

    [GeneratedRegex("key$|token|secret|password|passwd|credential|authorization|cookie|ticket|headers$|environment$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^(Bearer|Basic)\s|^(sk|pk|rk)-|^gh[opsu]_|^github_pat_|^xox[a-z]-|^eyJ[\w-]+\.|^-----BEGIN |://[^/\s@]+@|^AKIA", RegexOptions.IgnoreCase)]
    private static partial Regex SecretValue();
}
