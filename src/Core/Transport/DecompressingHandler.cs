using System.Net.Http.Headers;

namespace OpenCode.Core.Transport;

/// <summary>Asks for compressed responses and decompresses them, except for event streams.</summary>
/// <remarks>
/// A handler that decompresses by itself asks for compression whatever the message says, and compressed events would sit in
/// the server's buffer. The primary handler therefore does not, and stays a plain one that users can configure.
/// </remarks>
internal sealed class DecompressingHandler : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Who asks for an encoding himself, as event streams do, deals with it himself.
        bool isAsking = !request.Headers.NonValidated.Contains("Accept-Encoding");
        if (isAsking) request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A handler outside may send the message again, and then this one asks again.
            if (isAsking) request.Headers.Remove("Accept-Encoding");
        }

        if (isAsking
            && response.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out HeaderStringValues encoding)
            && DecompressedContent.Undoes(encoding.ToString()))
        {
            response.Content = new DecompressedContent(response.Content, encoding.ToString());
        }

        return response;
    }
}
