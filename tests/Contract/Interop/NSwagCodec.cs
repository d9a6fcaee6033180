using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.NSwag;
using OpenCodeGen.Preparing;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>The models that NSwag makes, found by the names that they have in the prepared document.</summary>
internal sealed class NSwagCodec : IBodyCodec
{
    private static readonly Dictionary<string, Type> _types = typeof(OpenCodeNSwagClient).Assembly.GetExportedTypes()
        .Where(static t => !t.IsGenericType && t.Namespace == typeof(OpenCodeNSwagClient).Namespace)
        .ToDictionary(static t => t.Name, StringComparer.OrdinalIgnoreCase);

    private readonly PreparedSchemas _schemas = PreparedSchemas.For(PreparationTarget.NSwag);

    public JsonNode? Rewrite(RecordedBody body)
        => _schemas.Find(body) is { } schema && TypeOf(schema) is { } type
            ? JsonSerializer.SerializeToNode(body.Json.Deserialize(type, OpenCodeNSwagClient.Json), type, OpenCodeNSwagClient.Json)
            : null;

    private static Type? TypeOf(JsonNode schema)
    {
        if ((schema["$ref"] ?? schema["allOf"]?[0]?["$ref"]) is { } reference)
            return _types[string.Concat(((string)reference!).Split('/')[^1].Where(char.IsAsciiLetterOrDigit))];
        return (string?)schema["type"] switch
        {
            "array" when TypeOf(schema["items"]!) is { } item => typeof(List<>).MakeGenericType(item),
            "object" when schema["additionalProperties"] is JsonObject value && TypeOf(value) is { } type
                => typeof(Dictionary<,>).MakeGenericType(typeof(string), type),
            "string" => typeof(string),
            "boolean" => typeof(bool),
            "integer" => typeof(long),
            "number" => typeof(double),
            _ => null,
        };
    }
}
