using System.Net;
using System.Text;
using OpenCode.Core.Requests;

namespace OpenCode.Core.Transport;

/// <summary>A message of the client's, which knows whether a connection has begun to write it, and is written at most once for each send.</summary>
/// <remarks>
/// .NET's handler sends a message without a body up to three times more when the connection ends before the first byte of a response,
/// although the server may have carried it out. One with a body is sent once. While the headers are written, and only then, a body can
/// be added that shows up in no header: an empty one that every message shares. Where another handler writes the message, the body has
/// to be there before (<see cref="HttpTransport.SeesWriting"/>).
/// </remarks>
internal sealed class ClientMessage(HttpMethod method, Uri address) : HttpRequestMessage(method, address)
{
    private static readonly NothingContent _nothing = new();

    private readonly Uri _address = address;

    /// <summary>Whether a connection has begun to write this message. Known only where <see cref="Writing"/> is called.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Hears when the message is written; null when nobody asks.</summary>
    public SentSignal? Sent { get; init; }

    /// <summary>Whether a redirect was followed, so that a server has read the message already.</summary>
    public bool IsRedirected => RequestUri != _address;

    /// <summary>For <see cref="SocketsHttpHandler.RequestHeaderEncodingSelector"/>, which is called for every header when it is written.</summary>
    /// <returns>Null: headers are ASCII.</returns>
    public static Encoding? Writing(string header, HttpRequestMessage message)
    {
        if (message is ClientMessage own && (!own.IsWritten || own.Content is null))
        {
            own.IsWritten = true;
            own.Content ??= _nothing;
            own.Sent?.NoteSent();
        }

        return null;
    }

    /// <summary>Takes the added body away again. Left in place, it would be one of unknown length to whoever sends the message once more.</summary>
    public static void Restore(HttpRequestMessage message)
    {
        if (message.Content is NothingContent) message.Content = null;
    }

    private sealed class NothingContent : HttpContent
    {
        // A length that was set to none is never computed, so no message adds a header here: they can all share the one instance.
        public NothingContent() => Headers.ContentLength = null;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return true;
        }

#pragma warning disable CA2215 // Shared by all messages: whoever disposes one of them must not end it for the others.
        protected override void Dispose(bool disposing)
        {
        }
#pragma warning restore CA2215
    }
}
