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

    /// <param name="request">The request.</param>
    /// <param name="address">The server's address.</param>
    /// <exception cref="NotSupportedException">The request is none of this API's, goes elsewhere, or wants its response handled by others.</exception>
    public static SenderCall Of(RequestInformation request, Uri address)
    {
        Operation operation = KiotaOperations.Find(request);
        if (request.GetRequestOption<ResponseHandlerOption>()?.ResponseHandler is not null)
            throw new NotSupportedException("Responses are read by the sender here, so that a response handler would see none. Leave the handler out.");
        RequestConfiguration configuration = new();
        string? contentType = null;
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            // The sender asks for what the operation returns.
            if (name.Equals("Accept", StringComparison.OrdinalIgnoreCase)) continue;
            if (name.Equals(ContentTypeHeader, StringComparison.OrdinalIgnoreCase)) contentType = values.FirstOrDefault();
            else configuration.Headers.Add(name, string.Join(", ", values));
        }

        return new SenderCall(operation, PathOf(request.URI, address), configuration, Bytes(request.Content), contentType);
    }

    public HttpRequestMessage ToMessage(Uri address)
    {
        HttpRequestMessage message = new(Operation.Method, address) { Content = Content };
        foreach ((string name, string value) in Configuration.Headers) message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    private static string PathOf(Uri uri, Uri address)
    {
        string prefix = address.AbsolutePath.TrimEnd('/');
        bool isThere = Uri.Compare(uri, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            && uri.PathAndQuery.StartsWith(prefix + "/", StringComparison.Ordinal);
        return isThere
            ? uri.PathAndQuery[prefix.Length..]
            : throw new NotSupportedException($"A request to {uri.GetLeftPart(UriPartial.Path)} cannot be sent: this client's server is {address}.");
    }

    // Kiota's writers make streams in memory. Bytes can be sent again, where that is safe.
    private static ReadOnlyMemory<byte>? Bytes(Stream? content)
    {
        if (content is null || content == Stream.Null) return null;
        if (content.CanSeek) content.Position = 0;
        using MemoryStream copy = new();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
