using System.Text;
using System.Text.Json;

namespace OpenCode.Verification.Broker;

/// <summary>What the error bodies of a Pact Broker say: <c>{errors}</c> with lists or one text, <c>{error:{message}}</c>, <c>{notices:[{text}]}</c>.</summary>
internal static class BrokerReasons
{
    public static string Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return "";
        var text = new StringBuilder();
        foreach (string name in new[] { "errors", "error", "notices" })
        {
            if (text.Length == 0 && root.TryGetProperty(name, out JsonElement reason)) Append(reason, text);
        }

        return text.ToString();
    }

    private static void Append(JsonElement reason, StringBuilder text)
    {
        switch (reason.ValueKind)
        {
            case JsonValueKind.String:
                text.Append(text.Length == 0 ? "" : "; ").Append(reason.GetString()!.ReplaceLineEndings(" "));
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in reason.EnumerateArray()) Append(item, text);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in reason.EnumerateObject().Where(static p => p.Name is not ("type" or "reference" or "level")))
                    Append(property.Value, text);
                break;
        }
    }
}
