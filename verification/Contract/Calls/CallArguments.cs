using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Options;

namespace OpenCode.Verification.Contract.Calls;

/// <summary>The arguments of a generated call, as JSON.</summary>
internal sealed class CallArguments
{
    /// <summary>Path parameters by name; <c>*</c> is the rest of a path.</summary>
    public IReadOnlyDictionary<string, string> PathValues { get; init; } = new Dictionary<string, string>();

    /// <summary>Query parameters by name.</summary>
    public JsonObject QueryValues { get; init; } = [];

    /// <summary>The request body; null for none.</summary>
    public JsonNode? BodyValue { get; init; }

    /// <summary>Headers that only this call has.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string Path(string name) =>
        PathValues.TryGetValue(name, out string? value) ? value : throw new ArgumentException($"The path parameter '{name}' has no value.", nameof(name));

    public T? Query<T>(string name) => QueryValues[name] is { } value ? value.Deserialize<T>() : default;

    public T? Body<T>() => BodyValue is { } body ? body.Deserialize<T>() : default;

    /// <summary>What the server answered; null before it has.</summary>
    public ResponseInfo? Answer { get; private set; }

    public void Configure(RequestConfiguration configuration)
    {
        configuration.OnResponse = answer => Answer = answer;
        foreach ((string name, string value) in Headers) configuration.Headers.Add(name, value);
    }

    public static async Task<object?> ResultAsync<T>(Task<T> call) => await call;

    public static async Task<object?> TextAsync(Task<string> call) => await call;

    public static async Task<object?> BytesAsync(Task<Stream> call)
    {
        await using Stream stream = await call;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    public static async Task<object?> NothingAsync(Task call)
    {
        await call;
        return null;
    }
}
