using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using OpenCode.Core.Operations;

namespace OpenCode.WireMock;

/// <summary>A request that an <see cref="OpenCodeMock"/> has received.</summary>
public sealed class MockRequest
{
    private readonly byte[] _body;

    internal MockRequest(byte[] body) => _body = body;

    /// <summary>The operation; null when the client's catalog has none with this method and path.</summary>
    public required Operation? Operation { get; init; }

    /// <summary>The method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The path and query as they were sent, escaped.</summary>
    public required string Url { get; init; }

    /// <summary>The values in the path by their names in the document, for example <c>sessionID</c>, unescaped.</summary>
    public required IReadOnlyDictionary<string, string> PathValues { get; init; }

    /// <summary>The query parameters, unescaped.</summary>
    public required IReadOnlyDictionary<string, StringValues> Query { get; init; }

    /// <summary>The headers, whatever the case of their names.</summary>
    public required IReadOnlyDictionary<string, StringValues> Headers { get; init; }

    /// <summary>When it had been received, by the clock of the options.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The body as it was sent; null when there was none.</summary>
    public string? Body => _body.Length == 0 ? null : Encoding.UTF8.GetString(_body);

    /// <summary>Decodes the body.</summary>
    /// <typeparam name="TBody">What it is: the request model of the operation, for example <c>SessionPromptRequest</c>.</typeparam>
    /// <returns>The body.</returns>
    /// <exception cref="InvalidOperationException">There is no such body; the message says what there is.</exception>
    public TBody BodyAs<TBody>()
    {
        if (Operation is { RequestType: { } expected } && expected != typeof(TBody) && typeof(TBody) != typeof(JsonElement))
            throw new InvalidOperationException($"The body of {Operation.Id} is {NameOf(expected)}, and not {NameOf(typeof(TBody))}.");
        if (_body.Length == 0) throw new InvalidOperationException($"{this} has no body.");
        try
        {
            return JsonSerializer.Deserialize<TBody>(_body) ?? throw new InvalidOperationException($"The body of {this} is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"The body of {this} is no {NameOf(typeof(TBody))}: {e.Message}", e);
        }
    }

    /// <summary>Names the method, the path and the operation.</summary>
    /// <returns>A text for messages.</returns>
    public override string ToString() => $"{Method} {Url} ({Operation?.Id ?? "of no operation"})";

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
