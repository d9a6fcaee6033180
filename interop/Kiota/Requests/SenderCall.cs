using System.Net.Http.Headers;
using Microsoft.Kiota.Abstractions;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Kiota.Requests;

/// <summary>A request of a Kiota builder in the words of a sender.</summary>
internal sealed record SenderCall(Operation Operation, string Url, RequestConfiguration Configuration, ReadOnlyMemory<byte>? Body, string? ContentType)
{
    private const string ContentTypeHeader = "Content-Type";

    /// <summary>The body; a new one for each time it is asked for. Null for none.</summary>
    public HttpContent? Content
    {
        get
        {
            if (Body is not { } bytes) return null;
            ReadOnlyMemoryContent content = new(bytes);
            if (ContentType is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
            return content;
        }
    }

    public static SenderCall Of(RequestInformation request, Operation operation)
    {
        RequestConfiguration configuration = new();
        string? contentType = null;
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            // The sender asks for what the operation returns.
            if (name.Equals("Accept", StringComparison.OrdinalIgnoreCase)) continue;
            if (name.Equals(ContentTypeHeader, StringComparison.OrdinalIgnoreCase)) contentType = values.FirstOrDefault();
            else configuration.Headers.Add(name, string.Join(", ", values));
        }

        // Kiota's writers make streams in memory. Bytes can be sent again, where that is safe.
        ReadOnlyMemory<byte>? body = null;
        if (request.Content is { } stream && stream != Stream.Null)
        {
            using MemoryStream copy = new();
            stream.CopyTo(copy);
            body = copy.ToArray();
        }

        return new SenderCall(operation, request.URI.PathAndQuery, configuration, body, contentType);
    }

    public HttpRequestMessage ToMessage()
    {
        HttpRequestMessage message = new(Operation.Method, Url) { Content = Content };
        foreach ((string name, string value) in Configuration.Headers) message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }
}
