using System.Text.Json;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Traffic;

/// <summary>Names the type of an event, whichever stream it comes from.</summary>
public static class EventTypes
{
    /// <summary>The type of an event that is not JSON or has none.</summary>
    public const string None = "(none)";

    /// <summary>
    /// The event's <c>type</c>; that of its <c>payload</c> where events have one; for <c>sync</c> events also that of the event inside:
    /// <c>sync:session.created.1</c>.
    /// </summary>
    /// <param name="utf8">The data of the event.</param>
    public static string Of(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, FoundText.Options);
            return Of(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return None;
        }
    }

    private static string Of(JsonElement data)
    {
        JsonElement payload = Member(data, "payload");
        JsonElement carrier = Member(data, "type").ValueKind == JsonValueKind.Undefined && payload.ValueKind == JsonValueKind.Object ? payload : data;
        string? type = Text(carrier, "type");
        if (type is null) return None;
        return type == "sync" && Text(Member(carrier, "syncEvent"), "type") is { } inner ? $"{type}:{inner}" : type;
    }

    private static JsonElement Member(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;

    private static string? Text(JsonElement element, string name)
        => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
