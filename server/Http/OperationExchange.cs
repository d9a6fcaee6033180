using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using OpenCode.Core.Json;

namespace OpenCode.Server.Http;

/// <summary>One request and its response, read and written as generated endpoints need it.</summary>
/// <param name="httpContext">The exchange.</param>
public sealed partial class OperationExchange(HttpContext httpContext)
{
    internal const string RestOfPath = "rest";

    /// <summary>The exchange.</summary>
    public HttpContext HttpContext { get; } = httpContext;

    /// <summary>Is cancelled when the caller has gone.</summary>
    public CancellationToken Aborted => HttpContext.RequestAborted;

    /// <summary>Whether the newer API is asked, which has other errors.</summary>
    internal bool IsV2 => HttpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    /// <summary>A part of the path, unescaped.</summary>
    /// <param name="name">The name in the document; <c>*</c> for the rest of a path.</param>
    public string Path(string name) => (string)HttpContext.Request.RouteValues[name == "*" ? RestOfPath : name]! ?? "";

    /// <summary>A part of the path that is a whole number.</summary>
    /// <param name="name">The name in the document.</param>
    /// <exception cref="OperationException">It is none.</exception>
    public long PathInteger(string name)
        => ParameterText.Integer(Path(name)) ?? throw OperationException.BadRequest(RequestPart.Params, $"'{name}' in the path is no whole number.");

    /// <summary>A parameter of the query; null when it is absent.</summary>
    /// <typeparam name="T">What its text becomes.</typeparam>
    /// <param name="name">The name in the document.</param>
    /// <param name="parse">Reads the text.</param>
    /// <exception cref="OperationException">It has another form, or is there more than once.</exception>
    public T? Query<T>(string name, Func<string, T?> parse)
        where T : struct
        => One(HttpContext.Request.Query[name], RequestPart.Query, name) is { } text ? parse(text) ?? throw Malformed(RequestPart.Query, name, text) : null;

    /// <inheritdoc cref="Query{T}(string, Func{string, T?})"/>
    public string? Query(string name, Func<string, string?> parse) => One(HttpContext.Request.Query[name], RequestPart.Query, name);

    /// <summary>A list in the query; null when it is absent.</summary>
    /// <typeparam name="T">What an item becomes.</typeparam>
    /// <param name="name">The name in the document.</param>
    /// <param name="separator">What stands between items; null when each is a pair of its own.</param>
    /// <param name="parse">Reads the text of an item.</param>
    /// <exception cref="OperationException">An item has another form.</exception>
    public IReadOnlyList<T>? QueryList<T>(string name, char? separator, Func<string, T?> parse)
    {
        StringValues values = HttpContext.Request.Query[name];
        if (values.Count == 0) return null;
        IEnumerable<string> items = separator is { } mark ? values.SelectMany(v => (v ?? "").Split(mark)) : values.Select(static v => v ?? "");
        return [.. items.Select(i => parse(i) ?? throw Malformed(RequestPart.Query, name, i))];
    }

    /// <summary>A parameter of the query that is JSON; the default of its type when it is absent.</summary>
    /// <typeparam name="T">What it becomes.</typeparam>
    /// <param name="name">The name in the document.</param>
    /// <param name="decoder">The decoder.</param>
    /// <exception cref="OperationException">It is no such JSON.</exception>
    public T? QueryJson<T>(string name, JsonDecoder<T> decoder)
        => One(HttpContext.Request.Query[name], RequestPart.Query, name) is { } text
            ? Decode(Encoding.UTF8.GetBytes(text), decoder, RequestPart.Query)
            : default;

    /// <summary>A header; null when it is absent.</summary>
    /// <typeparam name="T">What its text becomes.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="parse">Reads the text.</param>
    /// <exception cref="OperationException">It has another form.</exception>
    public T? Header<T>(string name, Func<string, T?> parse)
        where T : struct
        => One(HttpContext.Request.Headers[name], RequestPart.Headers, name) is { } text
            ? parse(text) ?? throw Malformed(RequestPart.Headers, name, text)
            : null;

    /// <inheritdoc cref="Header{T}(string, Func{string, T?})"/>
    public string? Header(string name, Func<string, string?> parse) => One(HttpContext.Request.Headers[name], RequestPart.Headers, name);

    /// <summary>Whether one of these parameters is there.</summary>
    /// <param name="names">Their names.</param>
    public bool HasAny(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (HttpContext.Request.Query.ContainsKey(name)) return true;
        }

        return false;
    }

    /// <summary>A parameter that has to be there.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="name">The name in the document.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="OperationException">It is absent.</exception>
    public static T Required<T>(string name, T? value)
        where T : class
        => value ?? throw Missing(name);

    /// <inheritdoc cref="Required{T}(string, T)"/>
    public static T Required<T>(string name, T? value)
        where T : struct
        => value ?? throw Missing(name);

    /// <summary>The body, which has to be JSON of this kind.</summary>
    /// <typeparam name="T">What it becomes.</typeparam>
    /// <param name="decoder">The decoder.</param>
    /// <exception cref="OperationException">It is absent, or something else.</exception>
    public async Task<T> ReadJsonAsync<T>(JsonDecoder<T> decoder)
    {
        byte[] body = await ReadAsync();
        if (body.Length == 0) throw OperationException.BadRequest(RequestPart.Payload, "There is no body; send the JSON that the operation takes.");
        return Decode(body, decoder, RequestPart.Payload);
    }

    /// <summary>The body as JSON of this kind; the default of its type when there is none.</summary>
    /// <typeparam name="T">What it becomes.</typeparam>
    /// <param name="decoder">The decoder.</param>
    /// <exception cref="OperationException">It is something else.</exception>
    public async Task<T?> TryReadJsonAsync<T>(JsonDecoder<T> decoder)
    {
        byte[] body = await ReadAsync();
        return body.Length == 0 ? default : Decode(body, decoder, RequestPart.Payload);
    }

    /// <summary>The body as text.</summary>
    public async Task<string> ReadTextAsync()
    {
        using var reader = new StreamReader(HttpContext.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(Aborted);
    }

    /// <summary>The body as a form.</summary>
    public Task<IFormCollection> ReadFormAsync() => HttpContext.Request.ReadFormAsync(Aborted);

    private async Task<byte[]> ReadAsync()
    {
        HttpRequest request = HttpContext.Request;
        bool hasBody = HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (!hasBody) return [];
        if (request.ContentType is { } type && !request.HasJsonContentType())
            throw new OperationException(415, new UnsupportedType(type), $"'{type}' is no JSON; send the body as application/json.");
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, Aborted);
        return buffer.ToArray();
    }

    private static T Decode<T>(byte[] utf8, JsonDecoder<T> decoder, RequestPart part)
    {
        var decoding = new JsonDecoding();
        T value;
        try
        {
            value = decoding.DecodeDocument(utf8, decoder);
        }
        catch (JsonException e)
        {
            throw OperationException.BadRequest(part, $"The body is no JSON: {e.Message}");
        }

        return decoding.Drifts is [{ } first, ..]
            ? throw OperationException.BadRequest(part, $"{(first.Pointer.Length > 0 ? first.Pointer : "The body")}: {first.Expected} was expected, {first.Found} was sent.")
            : value;
    }

    private static string? One(StringValues values, RequestPart part, string name)
    {
        if (values.Count > 1) throw OperationException.BadRequest(part, $"'{name}' is there {values.Count} times; send it once.");
        return values.Count == 0 ? null : values[0];
    }

    private static OperationException Malformed(RequestPart part, string name, string text)
        => OperationException.BadRequest(part, $"'{name}' cannot be '{(text.Length > 80 ? text[..80] + "…" : text)}'.");

    private static OperationException Missing(string name) => OperationException.BadRequest(RequestPart.Query, $"'{name}' is missing in the query.");
}
