using System.ComponentModel;
using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>Finds in the JSON of an error of any shape what it says about itself.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonErrorText
{
    /// <summary>The name of an error. A tag comes first: beside it, a name is that of a thing.</summary>
    /// <param name="json">The error.</param>
    /// <returns>The name; null when it has none.</returns>
    public static string? NameOf(JsonElement json) => TextOf(json, "_tag") ?? TextOf(json, "name") ?? TextOf(MemberOf(json, "error"), "name");

    /// <summary>The message of an error: of the server's own kinds, or of an <c>application/problem+json</c>.</summary>
    /// <param name="json">The error.</param>
    /// <returns>The message; null when it has none.</returns>
    public static string? MessageOf(JsonElement json)
        => TextOf(MemberOf(json, "data"), "message")
            ?? TextOf(json, "message")
            ?? TextOf(json, "error")
            ?? TextOf(MemberOf(json, "error"), "message")
            ?? TextOf(json, "detail")
            ?? TextOf(json, "title");

    private static JsonElement MemberOf(JsonElement json, string name)
        => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement member) ? member : default;

    private static string? TextOf(JsonElement json, string name)
    {
        if (MemberOf(json, name) is not { ValueKind: JsonValueKind.String } text) return null;
        try
        {
            return text.GetString() is { Length: > 0 } value ? value : null;
        }
        catch (InvalidOperationException)
        {
            // A text that is not Unicode: an error message is worth a try, never a second failure.
            return null;
        }
    }
}
