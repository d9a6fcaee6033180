using System.Text;
using System.Text.Json;
using OpenCode.WireMock.Stubs;

namespace OpenCode.WireMock.Defaults;

/// <summary>What operations respond with where nothing else is prepared: the examples of the pacts against which OpenCode itself is verified.</summary>
internal static class DefaultResponses
{
    private static readonly Lazy<(IReadOnlyDictionary<string, PreparedResponse> Responses, IReadOnlyDictionary<string, byte[]> Greetings)> _content = new(Read);

    /// <summary>The response of each operation that has one, by its id.</summary>
    public static IReadOnlyDictionary<string, PreparedResponse> Responses => _content.Value.Responses;

    /// <summary>The event that each connection to an event stream begins with, by the id of the operation.</summary>
    public static IReadOnlyDictionary<string, byte[]> Greetings => _content.Value.Greetings;

    private static (IReadOnlyDictionary<string, PreparedResponse>, IReadOnlyDictionary<string, byte[]>) Read()
    {
        using Stream content = typeof(DefaultResponses).Assembly.GetManifestResourceStream("defaults.json")
            ?? throw new InvalidOperationException("The default responses are not embedded.");
        using JsonDocument document = JsonDocument.Parse(content);
        return (
            document.RootElement.GetProperty("responses").EnumerateObject().ToDictionary(static p => p.Name, static p => ResponseOf(p.Value)),
            document.RootElement.GetProperty("greetings").EnumerateObject().ToDictionary(static p => p.Name, static p => BytesOf(p.Value)));
    }

    private static PreparedResponse ResponseOf(JsonElement response)
    {
        string? type = response.TryGetProperty("contentType", out JsonElement contentType) ? contentType.GetString() : null;
        return new PreparedResponse
        {
            Status = response.GetProperty("status").GetInt32(),
            ContentType = type,
            Body = response.TryGetProperty("body", out JsonElement body) ? BytesOf(body) : type is null ? null : [],
        };
    }

    private static byte[] BytesOf(JsonElement json) => Encoding.UTF8.GetBytes(json.GetRawText());
}
