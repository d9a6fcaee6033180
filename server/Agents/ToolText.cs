using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Json;

namespace OpenCode.Server.Agents;

/// <summary>Arguments and results of tools as JSON and text. What is no JSON already is written by the serializer of the extensions.</summary>
internal static class ToolText
{
    // As people write it, so that rules fit: quotes and umlauts are no escapes.
    private static readonly JsonSerializerOptions _relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonElement Arguments(IDictionary<string, object?>? arguments)
    {
        if (arguments is null || arguments.Count == 0) return JsonDecoding.EmptyObject;
        var json = new JsonObject();
        foreach ((string name, object? value) in arguments) json[name] = Node(value);
        return JsonElement.Parse(json.ToJsonString(_relaxed));
    }

    public static string Result(object? result) => result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
        JsonElement element => element.GetRawText(),
        JsonNode node => node.ToJsonString(),
        _ => Json(result),
    };

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        JsonElement element => JsonNode.Parse(element.GetRawText()),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => JsonNode.Parse(Json(value)),
    };

    private static string Json(object value)
        => JsonSerializer.Serialize(value, Microsoft.Extensions.AI.AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()));
}
